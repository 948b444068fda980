import { z } from 'zod';
import { contact, message, senderReference } from './message.ts';
import { pageOf, pageQuery, timestamp } from './page.ts';

const answeredBy = z
  .enum(['bot', 'human', 'paused'])
  .describe('Anything but `bot`: new messages are stored and not answered.');

const waiting = z
  .object({
    kind: z.enum(['in', 'out', 'bulk', 'media']),
    waitsFor: z.string().nullable().describe('Null: it is due at `dueAt`.'),
    dueAt: timestamp,
  })
  .meta({ id: 'WaitingWork' });

export const conversation = z
  .object({
    id: z.string(),
    channelId: z.string(),
    sender: senderReference,
    contact,
    answeredBy,
    windowUntil: timestamp.nullable().describe('End of the customer service window; null: this person never wrote.'),
    windowOpen: z.boolean().describe("Whether it is open now, by the gateway's clock."),
    mergedInto: z
      .string()
      .nullable()
      .describe('The conversation that goes on in its place: both turned out to be with the same person.'),
    lastMessageAt: timestamp.nullable(),
    lastMessage: message.nullable().describe('The newest, for a preview.'),
    waiting: z.array(waiting).describe('Work that is due or waits, and what for.'),
  })
  .meta({ id: 'Conversation' });

export const conversationPage = pageOf('ConversationPage', conversation);

export const conversationQuery = pageQuery.extend({ channelId: z.string().optional() });

export const updateConversation = z
  .strictObject({ answeredBy })
  .meta({ id: 'UpdateConversation', example: { answeredBy: 'human' } });
