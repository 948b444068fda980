import { z } from 'zod';
import { EVENT_TYPES } from '../../../store/events.ts';
import { pageOf, timestamp } from './page.ts';

const eventType = z.enum(EVENT_TYPES).meta({ id: 'EventType' });

/** `1,2` or repeated parameters alike. */
const listOf = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(item).min(1));

export const eventQuery = z.object({
  types: listOf(eventType).optional().describe('Only these, separated by commas.'),
  channelId: z.string().min(1).optional(),
  after: z.string().max(60).optional().describe('Like the header `Last-Event-ID`: the `id` of the last one received.'),
});

export const eventHeaders = z.object({ 'last-event-id': z.string().max(60).optional() });

const webhookFields = {
  name: z.string().trim().min(1).max(200),
  url: z.string().min(1).max(2_000),
  types: z.array(eventType).min(1).nullable().describe('Null: all types.'),
  channelIds: z.array(z.string().min(1)).min(1).nullable().describe('Null: all channels.'),
  enabled: z.boolean(),
};

export const createEventWebhook = z
  .strictObject({
    ...webhookFields,
    types: webhookFields.types.default(null),
    channelIds: webhookFields.channelIds.default(null),
    enabled: webhookFields.enabled.default(true),
  })
  .meta({
    id: 'CreateEventWebhook',
    example: { name: 'CRM', url: 'https://crm.example.com/chasqui', types: ['message.received', 'message.status'] },
  });

export const updateEventWebhook = z.strictObject(webhookFields).partial().meta({ id: 'UpdateEventWebhook' });

const shownFields = {
  id: z.string(),
  ...webhookFields,
  stopped: z
    .object({ reason: z.enum(['gone', 'failing']), message: z.string(), at: timestamp })
    .nullable()
    .describe('Why nothing is delivered any more; any change by `PATCH` begins again.'),
  failingSince: timestamp.nullable().describe('Since when nothing goes through.'),
  createdAt: timestamp,
  updatedAt: timestamp,
};

export const eventWebhook = z.object(shownFields).meta({ id: 'EventWebhook' });

export const eventWebhookWithSecret = z
  .object({ ...shownFields, secret: z.string().describe('Signs every request; shown this once.') })
  .meta({ id: 'EventWebhookWithSecret' });

export const eventWebhookPage = pageOf('EventWebhookPage', eventWebhook);

export const deliveryPage = pageOf(
  'EventDeliveryPage',
  z
    .object({
      id: z.string().describe("The event's id, as in the header `webhook-id`."),
      type: z.string(),
      subject: z.string(),
      state: z.enum(['delivered', 'retrying', 'given_up']),
      tries: z.number().int(),
      status: z.number().int().nullable().describe('HTTP status of the last try; null: no answer.'),
      error: z.string().nullable(),
      durationMs: z.number().int(),
      at: timestamp,
    })
    .meta({ id: 'EventDelivery' }),
);
