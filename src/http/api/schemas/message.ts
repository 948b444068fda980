import { z } from 'zod';
import { messageContent } from './message-content.ts';
import { outboundContent } from './outbound-content.ts';
import { pageOf, pageQuery, timestamp } from './page.ts';

const messageStatus = z
  .enum([
    'received',
    'answered',
    'ignored',
    'queued',
    'sending',
    'in_doubt',
    'accepted',
    'sent',
    'delivered',
    'read',
    'failed',
  ])
  .meta({ id: 'MessageStatus' });

export const failure = z
  .object({ kind: z.string(), message: z.string(), code: z.string().optional() })
  .meta({ id: 'SendFailure' });

export const contact = z
  .object({
    id: z.string(),
    phoneNumber: z.string().optional(),
    userId: z.string().optional().describe("The provider's business-scoped id."),
    groupId: z.string().optional().describe("It is a group: the provider's id of it. Groups are read, not written to."),
    name: z.string().optional(),
  })
  .meta({ id: 'Contact' });

const participant = z
  .object({
    phoneNumber: z.string().optional(),
    userId: z.string().optional(),
    name: z.string().optional(),
    username: z.string().optional(),
  })
  .meta({ id: 'Participant' });

export const senderReference = z
  .object({ id: z.string(), phoneNumber: z.string().nullable().describe('Null: no longer on the channel.') })
  .meta({ id: 'SenderReference' });

export const message = z
  .object({
    id: z.string(),
    channelId: z.string(),
    conversationId: z.string(),
    direction: z.enum(['inbound', 'outbound']),
    author: z.enum(['contact', 'bot', 'agent', 'api', 'campaign', 'app_echo']),
    duty: z.enum(['answer', 'observe']).describe('`observe`: stored and shown, not answered.'),
    status: messageStatus,
    content: messageContent,
    providerMessageId: z.string().nullable(),
    failure: failure.nullable(),
    contact,
    participant: participant.optional().describe('Who wrote it, where the contact is a group.'),
    sender: senderReference,
    at: timestamp.describe("The provider's time for inbound, ours for outbound."),
    receivedAt: timestamp,
    replyTo: z.string().nullable().describe('Our id of the message that it quotes, if that is known.'),
    editedAt: timestamp.nullable().describe('When its author changed it last; `content` is the newest.'),
    revokedAt: timestamp.nullable().describe('When its author took it back; its content is no longer shown.'),
  })
  .meta({ id: 'Message' });

export const messagePage = pageOf('MessagePage', message);

export const messageQuery = pageQuery.extend({
  channelId: z.string().optional(),
  conversationId: z.string().optional(),
  contact: z.string().optional().describe('Contact id, phone number or user id.'),
});

const recipient = z
  .union(
    [
      z.string().min(1).max(200).describe('Phone number, E.164 with or without plus.'),
      z.strictObject({
        phoneNumber: z.string().min(1).max(30).optional(),
        userId: z.string().min(1).max(200).optional(),
        conversationId: z.string().min(1).max(200).optional(),
      }),
    ],
    { error: 'Expected a phone number, or an object with phoneNumber, userId or conversationId.' },
  )
  .meta({ id: 'Recipient' });

export const sendMessage = z
  .strictObject({
    channelId: z.string().min(1),
    senderId: z.string().min(1).optional().describe('Needed where the channel has several senders.'),
    to: recipient,
    content: outboundContent,
    replyTo: z.string().optional().describe('Our id of the message that this one quotes.'),
    author: z.enum(['api', 'agent', 'campaign']).default('api'),
    marketing: z
      .boolean()
      .optional()
      .describe('People who want no marketing do not get it. Left out: what is known of the template.'),
    ignoreWindow: z
      .boolean()
      .optional()
      .describe('Send free-form content even if the customer service window seems closed: the provider decides.'),
  })
  .meta({
    id: 'SendMessage',
    example: { channelId: 'chn_1', to: '+15550001111', content: 'Your table is ready.' },
  });

export const sendMessageHeaders = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe('The same key and request again: the first answer again. The same key with another request: 409.'),
});

export const acceptedMessage = z.object({ id: z.string(), status: messageStatus }).meta({ id: 'AcceptedMessage' });
