import { z } from 'zod';
import { outboundContent } from './outbound-content.ts';
import { pageOf, timestamp } from './page.ts';
import { settings, settingsChange } from './settings.ts';

const name = z.string().trim().min(1).max(200);
/** Ranges are the services' to judge (`services/rules.ts`). */
const milliseconds = z.number().int();

const newSender = z
  .object({ phoneNumber: z.string().min(5).max(20).describe('E.164, with or without plus.') })
  .catchall(z.string())
  .meta({
    id: 'NewSender',
    description: "A business phone number, with the provider's own sender fields beside it.",
    example: { phoneNumber: '+15550001111' },
  });

const pacing = z
  .strictObject({
    perSecond: z.number().optional(),
    pairBurst: z.number().int().optional(),
    pairSeconds: z.number().optional(),
  })
  .meta({ id: 'Pacing', description: "What is set replaces the provider's figure." });

const ruleFields = {
  turnMode: z.enum(['each', 'gathered']).describe('How several waiting messages meet the bot.'),
  gatherMs: milliseconds.describe('Gathered: how long to wait for another message.'),
  sessionTimeoutMs: milliseconds.describe('Inactivity that ends a session.'),
  messageDelayMs: milliseconds.describe('Pause between two messages to one person.'),
  maxAgeMs: milliseconds.describe('Older messages are stored and not answered.'),
  botTimeoutMs: milliseconds.describe('At most 120 s.'),
  replyWithinMs: milliseconds.describe('How long a bot that promised an answer for later may take.'),
  windowPolicy: z
    .enum(['reject', 'hold', 'template'])
    .describe('What happens once the customer service window is closed.'),
  fallbackText: z
    .string()
    .nullable()
    .describe('Said when the bot cannot be reached; null: the default of `language`; empty: nothing.'),
  language: z.string().describe('A language tag such as `en` or `pt-BR`.'),
  doubtWaitMs: milliseconds.describe('How long to wait for an echo after an unknown outcome.'),
  doubtPolicy: z.enum(['resend', 'park']),
  pacing: pacing.nullable(),
  presence: z.boolean().describe('Mark messages read and show typing while a turn runs.'),
  proactive: z
    .boolean()
    .describe(
      'Messages outside an answer may be sent. Off: the API and bulk sends are refused with 409 `proactive_off`.',
    ),
  tellAmendments: z
    .boolean()
    .describe('The bot gets a message of type `edit` or `revoke` when a message that it has is edited or revoked.'),
};

const ruleChanges = { ...z.object(ruleFields).partial().shape, windowTemplate: outboundContent.nullable().optional() };

export const createChannel = z
  .strictObject({
    name,
    provider: z.string().min(1).describe('Id of a provider, see `GET /providers`.'),
    settings: settings.default({}),
    senders: z.array(newSender).min(1).max(100),
    botId: z.string().nullable().default(null),
    enabled: z.boolean().default(true),
    ...ruleChanges,
  })
  .meta({
    id: 'CreateChannel',
    description: 'A channel with its first connection. Nothing is asked of the provider.',
  });

export const updateChannel = z
  .strictObject({
    name: name.optional(),
    botId: z.string().nullable().optional(),
    enabled: z.boolean().optional(),
    settings: settingsChange
      .optional()
      .describe('Merged into the settings of the active connection; null removes an optional one.'),
    senders: z.array(newSender).min(1).max(100).optional().describe('Replaces the senders; kept by phone number.'),
    ...ruleChanges,
  })
  .meta({ id: 'UpdateChannel' });

export const createConnection = z
  .strictObject({
    provider: z.string().min(1),
    settings: settings.default({}),
    state: z
      .enum(['active', 'standby'])
      .default('active')
      .describe('`active` replaces the active connection, which then drains.'),
    senders: z.array(newSender).min(1).max(100).optional().describe("With the new provider's sender fields."),
  })
  .meta({ id: 'CreateConnection' });

export const updateConnection = z
  .strictObject({
    settings: settingsChange.optional().describe('Merged into its settings; null removes an optional one.'),
    state: z.enum(['active', 'standby']).optional().describe('`active` makes the active connection stand by.'),
  })
  .meta({ id: 'UpdateConnection' });

export const connectionStop = z
  .object({
    reason: z
      .enum(['credentials', 'restriction'])
      .describe('The provider refuses our credentials or rights, or it restricts the account.'),
    message: z.string(),
    code: z.string().optional().describe("The provider's own code."),
    at: timestamp,
    until: timestamp.nullable().describe('When it may send again by itself; null: once it is released.'),
  })
  .meta({
    id: 'ConnectionStop',
    description:
      'Nothing is sent over the connection, and what waits goes on after its release. New settings release it.',
  });

export const connection = z
  .object({
    id: z.string(),
    provider: z.string(),
    state: z.enum(['active', 'standby', 'draining']),
    webhookUrl: z.string().describe('The callback URL to configure at the provider.'),
    settings: settings.describe('Without secrets.'),
    secretsSet: z.array(z.string()).describe('Names of the secret settings that have a value.'),
    stopped: connectionStop.nullable().describe('Null: it may send.'),
    createdAt: timestamp,
  })
  .meta({ id: 'Connection' });

const sender = z.object({ id: z.string(), phoneNumber: z.string() }).catchall(z.string()).meta({ id: 'Sender' });

export const channel = z
  .object({
    id: z.string(),
    name: z.string(),
    provider: z.string().nullable().describe('Of the active connection.'),
    webhookUrl: z.string().nullable().describe('Of the active connection.'),
    enabled: z.boolean(),
    botId: z.string().nullable(),
    senders: z.array(sender),
    connections: z.array(connection),
    sendingConnectionId: z.string().nullable().describe('The active connection, or one that stands in for it now.'),
    ...ruleFields,
    windowTemplate: z.record(z.string(), z.unknown()).nullable(),
    createdAt: timestamp,
    updatedAt: timestamp,
  })
  .meta({ id: 'Channel' });

export const channelPage = pageOf('ChannelPage', channel);

const channelEvent = z
  .object({
    id: z.string(),
    channelId: z.string(),
    kind: z.string().describe("The provider's name for the event."),
    detail: z.record(z.string(), z.unknown()),
    at: timestamp,
  })
  .meta({ id: 'ChannelEvent' });

export const channelEventPage = pageOf('ChannelEventPage', channelEvent);
