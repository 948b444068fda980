import { z } from 'zod';
import { BULK_STATES, RECIPIENT_STATES } from '../../../store/bulk.ts';
import { outboundContent } from './outbound-content.ts';
import { pageOf, pageQuery, timestamp } from './page.ts';

const MOST_RECIPIENTS = 10_000;

const recipient = z
  .strictObject({
    to: z
      .union(
        [
          z.string().min(1).max(200).describe('Phone number, E.164 with or without plus.'),
          z.strictObject({
            phoneNumber: z.string().min(1).max(30).optional(),
            userId: z.string().min(1).max(200).optional(),
          }),
        ],
        { error: 'Expected a phone number, or an object with phoneNumber or userId.' },
      )
      .describe('Whom.'),
    parameters: z
      .union([z.array(z.unknown()), z.looseObject({})])
      .optional()
      .describe(
        "In place of the template's: an array for the body, or an object with `body` (array, or by name), `header`, `buttons`, `limitedTimeOffer`, `carousel`.",
      ),
  })
  .meta({ id: 'BulkTarget', example: { to: '+15550001111', parameters: ['Ana', '1234'] } });

const recipients = z.array(recipient).max(MOST_RECIPIENTS, `At most ${MOST_RECIPIENTS} in one request.`);

export const createBulkSend = z
  .strictObject({
    channelId: z.string().min(1),
    senderId: z.string().min(1).optional().describe("Default: the channel's first."),
    name: z.string().max(200).optional(),
    content: outboundContent,
    recipients: recipients.default([]),
    start: z.boolean().default(false).describe('Otherwise it waits as a draft.'),
  })
  .meta({
    id: 'CreateBulkSend',
    example: {
      channelId: 'chn_1',
      content: { type: 'template', name: 'order_shipped', language: 'en' },
      recipients: [{ to: '+15550001111', parameters: ['Ana', '1234'] }],
      start: true,
    },
  });

export const appendRecipients = z.strictObject({ recipients }).meta({ id: 'AppendRecipients' });
export const appendedRecipients = z.object({ total: z.number().int() }).meta({ id: 'AppendedRecipients' });

const skipped = z
  .object({
    opted_out: z.number().int().describe('They want no marketing.'),
    duplicate: z.number().int().describe('The same person stood on the list before.'),
    invalid: z.number().int().describe('The channel cannot say it to them.'),
  })
  .meta({ id: 'BulkSkipped' });

const base = z.object({
  id: z.string(),
  channelId: z.string(),
  senderId: z.string(),
  name: z.string(),
  state: z.enum(BULK_STATES),
  createdAt: timestamp,
  startedAt: timestamp.nullable(),
  finishedAt: timestamp.nullable(),
});

const counts = {
  total: z.number().int(),
  pending: z.number().int().describe('Not addressed yet; of a stopped one: never.'),
  addressed: z.number().int().describe('Their messages are in line or further.'),
  skipped,
};

export const bulkSendSummary = base
  .extend({ progress: z.object(counts).meta({ id: 'BulkCounts' }) })
  .meta({ id: 'BulkSendSummary' });

export const bulkSend = base
  .extend({
    content: z.looseObject({ type: z.string() }),
    progress: z
      .object({
        ...counts,
        queued: z.number().int().describe('Of those addressed, like the following: waiting to be sent.'),
        sent: z.number().int().describe('Taken by the provider.'),
        delivered: z.number().int(),
        read: z.number().int(),
        failed: z.number().int(),
      })
      .meta({ id: 'BulkProgress' }),
    perSecond: z.number().describe('People addressed a second at most: live messages go first.'),
    estimatedEndAt: timestamp.nullable().describe('At the soonest; null unless it is running.'),
  })
  .meta({ id: 'BulkSend' });

export const bulkSendPage = pageOf('BulkSendPage', bulkSendSummary);
export const bulkSendQuery = pageQuery.extend({ channelId: z.string().optional() });

const bulkRecipient = z
  .object({
    place: z.number().int().describe('In the list, from 0.'),
    to: z.object({ phoneNumber: z.string().optional(), userId: z.string().optional() }),
    state: z.enum(RECIPIENT_STATES),
    reason: z.enum(['opted_out', 'duplicate', 'invalid']).nullable(),
    detail: z.string().nullable(),
    messageId: z.string().nullable(),
    messageStatus: z.string().nullable(),
  })
  .meta({ id: 'BulkRecipient' });

export const bulkRecipientPage = pageOf('BulkRecipientPage', bulkRecipient);
export const bulkRecipientQuery = pageQuery.extend({ state: z.enum(RECIPIENT_STATES).optional() });
