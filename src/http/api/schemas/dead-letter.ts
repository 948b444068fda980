import { z } from 'zod';
import { pageOf, pageQuery, timestamp } from './page.ts';

export const deadLetter = z
  .object({
    id: z.string(),
    channelId: z.string().nullable(),
    connectionId: z.string().nullable(),
    reason: z.enum(['unparsable', 'unknown_sender', 'not_stored', 'bot_failed', 'in_doubt', 'send_failed']),
    message: z.string(),
    messageId: z.string().nullable(),
    raw: z.string().nullable().describe('What was received, for those that could not be read or routed.'),
    at: timestamp,
    replayedAt: timestamp.nullable(),
  })
  .meta({ id: 'DeadLetter' });

export const deadLetterPage = pageOf('DeadLetterPage', deadLetter);

export const deadLetterQuery = pageQuery.extend({
  channelId: z.string().optional(),
  state: z.enum(['open', 'all']).default('all').describe('`open`: not replayed yet.'),
});
