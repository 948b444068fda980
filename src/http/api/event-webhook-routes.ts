import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { EventWebhookView } from '../../services/event-webhooks.ts';
import { type Delivery, eventId } from '../../store/events.ts';
import { callerOf } from './caller.ts';
import { answers, operation } from './operation.ts';
import { mapPage, pageRequest } from './paging.ts';
import type { ApiParts } from './parts.ts';
import { present } from './present.ts';
import {
  createEventWebhook,
  deliveryPage,
  eventWebhook,
  eventWebhookPage,
  eventWebhookWithSecret,
  updateEventWebhook,
} from './schemas/event.ts';
import { pageQuery } from './schemas/page.ts';
import { byId } from './schemas/params.ts';
import { isoTime, isoTimeOrNull } from './time.ts';

const LIST = {
  ...operation('events', 'listEventWebhooks', 'List event webhooks'),
  querystring: pageQuery,
  response: answers({ 200: eventWebhookPage }),
};
const CREATE = {
  ...operation(
    'events',
    'createEventWebhook',
    'Create an event webhook',
    'Events are posted in order per conversation, at least once, signed as Standard Webhooks describes. What is not taken is tried again for three days.',
  ),
  body: createEventWebhook,
  response: answers({ 201: eventWebhookWithSecret }),
};
const GET = {
  ...operation('events', 'getEventWebhook', 'Show an event webhook'),
  params: byId,
  response: answers({ 200: eventWebhook }),
};
const UPDATE = {
  ...operation('events', 'updateEventWebhook', 'Change an event webhook', 'Begins again where it was stopped.'),
  params: byId,
  body: updateEventWebhook,
  response: answers({ 200: eventWebhook }),
};
const ROTATE = {
  ...operation('events', 'rotateEventWebhookSecret', 'Give it a new secret', 'The old one signs too, until the next.'),
  params: byId,
  response: answers({ 200: eventWebhookWithSecret }),
};
const DELETE = {
  ...operation('events', 'deleteEventWebhook', 'Delete an event webhook'),
  params: byId,
  response: answers({ 204: z.undefined() }),
};
const DELIVERIES = {
  ...operation('events', 'listEventDeliveries', 'List deliveries, newest first', 'Kept for three days.'),
  params: byId,
  querystring: pageQuery,
  response: answers({ 200: deliveryPage }),
};

export function eventWebhookRoutes({ eventWebhooks }: Pick<ApiParts, 'eventWebhooks'>): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    app.get('/event-webhooks', { schema: LIST }, async (request) =>
      mapPage(await eventWebhooks.list(callerOf(request), pageRequest(request.query)), renderWebhook),
    );
    app.post('/event-webhooks', { schema: CREATE }, async (request, reply) => {
      const { webhook, secret } = await eventWebhooks.create(callerOf(request), request.body);
      return reply.code(201).send({ ...renderWebhook(webhook), secret });
    });
    app.get('/event-webhooks/:id', { schema: GET }, async (request) =>
      renderWebhook(await eventWebhooks.get(callerOf(request), request.params.id)),
    );
    app.patch('/event-webhooks/:id', { schema: UPDATE }, async (request) =>
      renderWebhook(await eventWebhooks.patch(callerOf(request), request.params.id, present(request.body))),
    );
    app.post('/event-webhooks/:id/rotate-secret', { schema: ROTATE }, async (request) => {
      const { webhook, secret } = await eventWebhooks.rotateSecret(callerOf(request), request.params.id);
      return { ...renderWebhook(webhook), secret };
    });
    app.delete('/event-webhooks/:id', { schema: DELETE }, async (request, reply) => {
      await eventWebhooks.delete(callerOf(request), request.params.id);
      return reply.code(204).send();
    });
    app.get('/event-webhooks/:id/deliveries', { schema: DELIVERIES }, async (request) => {
      const page = pageRequest(request.query);
      return mapPage(await eventWebhooks.deliveries(callerOf(request), request.params.id, page), renderDelivery);
    });
    done();
  };
}

function renderWebhook({ types, channelIds, stopped, ...view }: EventWebhookView): z.output<typeof eventWebhook> {
  return {
    ...view,
    types: types && [...types],
    channelIds: channelIds && [...channelIds],
    stopped: stopped && { ...stopped, at: isoTime(stopped.at) },
    failingSince: isoTimeOrNull(view.failingSince),
    createdAt: isoTime(view.createdAt),
    updatedAt: isoTime(view.updatedAt),
  };
}

function renderDelivery({ tx, seq, at, ...delivery }: Delivery) {
  return { id: eventId({ tx, seq }), ...delivery, at: isoTime(at) };
}
