import { z } from 'zod';
import { connectionStop } from './channel.ts';
import { timestamp } from './page.ts';

const facts = z.record(z.string(), z.string()).describe('What the provider last told: quality, messagingLimit, …');

export const channelHealth = z
  .object({
    state: z
      .enum(['ok', 'attention', 'stopped'])
      .describe('`stopped`: nothing is sent. `attention`: it works, but somebody should look.'),
    reasons: z.array(z.string()).describe('One sentence each.'),
    sendingConnectionId: z.string().nullable().describe('The active connection, or one that stands in for it now.'),
    connections: z.array(
      z.object({
        id: z.string(),
        provider: z.string(),
        state: z.enum(['active', 'standby', 'draining']),
        stopped: connectionStop.nullable(),
      }),
    ),
    senders: z.array(z.object({ id: z.string(), phoneNumber: z.string(), account: z.string().nullable(), facts })),
    accounts: z.array(
      z.object({
        account: z.string(),
        facts,
        templates: z.record(z.string(), z.number().int()).describe('How many there are of each status.'),
        sync: z
          .object({ syncedAt: timestamp.nullable(), error: z.string().nullable(), failedAt: timestamp.nullable() })
          .nullable()
          .describe('When the templates were last read from the provider; null: not yet.'),
      }),
    ),
    lastWebhookAt: timestamp.nullable().describe('Within the last 8 days.'),
    lastSentAt: timestamp.nullable().describe('When the provider last took a message.'),
    openDeadLetters: z.number().int(),
  })
  .meta({ id: 'ChannelHealth' });

export const testChannel = z
  .strictObject({
    senderId: z.string().optional().describe("The channel's first if left out."),
    connectionId: z.string().optional().describe('The active one if left out.'),
    repair: z.boolean().default(false).describe('Subscribe at the provider what is not subscribed.'),
  })
  .default({ repair: false })
  .meta({ id: 'TestChannel' });

export const channelDiagnosis = z
  .object({
    ok: z.boolean().describe('No check failed, warnings aside.'),
    checks: z.array(
      z.object({
        name: z.string().describe('`token`, `sender_id`, `app_secret`, `permissions`, `callback_reachable`, …'),
        ok: z.boolean(),
        isWarning: z.boolean().optional().describe('It failed, but the channel may work all the same.'),
        message: z.string().describe('What was found.'),
        hint: z.string().optional().describe('What to do about it.'),
      }),
    ),
  })
  .meta({
    id: 'ChannelDiagnosis',
    description: 'The steps of a set-up in their order; those that could not be tried are left out.',
  });
