import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { ChannelId } from '../../domain/ids.ts';
import { mayUse, requireScope } from '../../services/access.ts';
import { ServiceError } from '../../services/service-error.ts';
import type { BulkAction } from '../../store/bulk.ts';
import {
  parseBulkSend,
  parseRecipients,
  readOutcome,
  renderAppended,
  renderBulkSend,
  renderBulkSummary,
  renderRecipient,
} from './bulk-send-mapping.ts';
import { callerOf } from './caller.ts';
import { answers, operation } from './operation.ts';
import { mapPage, pageRequest } from './paging.ts';
import type { ApiParts } from './parts.ts';
import { present } from './present.ts';
import {
  appendedRecipients,
  appendRecipients,
  bulkRecipientPage,
  bulkRecipientQuery,
  bulkSend,
  bulkSendPage,
  bulkSendQuery,
  createBulkSend,
} from './schemas/bulk-send.ts';
import { sendMessageHeaders } from './schemas/message.ts';
import { byId } from './schemas/params.ts';

/** Ten thousand recipients with parameters. */
const BODY_LIMIT = 8 * 1_048_576;

const LIST = {
  ...operation('bulk sends', 'listBulkSends', 'List bulk sends, newest first'),
  querystring: bulkSendQuery,
  response: answers({ 200: bulkSendPage }),
};
const CREATE = {
  ...operation(
    'bulk sends',
    'createBulkSend',
    'Send to many people',
    'Everybody gets it once: duplicates and people who want no marketing are skipped. It takes at most 80 % of the sender’s rate, and live messages go first.',
  ),
  headers: sendMessageHeaders,
  body: createBulkSend,
  response: answers({ 201: bulkSend }),
};
const GET = {
  ...operation('bulk sends', 'getBulkSend', 'Show how far a bulk send is'),
  params: byId,
  response: answers({ 200: bulkSend }),
};
const APPEND = {
  ...operation(
    'bulk sends',
    'appendRecipients',
    'Add recipients',
    'While it is a draft, running or paused. Repeating a request whose answer was lost only adds duplicates, which are skipped.',
  ),
  params: byId,
  body: appendRecipients,
  response: answers({ 200: appendedRecipients }),
};
const RECIPIENTS = {
  ...operation('bulk sends', 'listRecipients', 'List recipients, in order'),
  params: byId,
  querystring: bulkRecipientQuery,
  response: answers({ 200: bulkRecipientPage }),
};

const ACTIONS: Readonly<Record<BulkAction, { id: string; summary: string }>> = {
  start: { id: 'startBulkSend', summary: 'Start a draft' },
  pause: { id: 'pauseBulkSend', summary: 'Pause: what is in line goes, nobody further is addressed' },
  resume: { id: 'resumeBulkSend', summary: 'Go on with the next recipient' },
  stop: { id: 'stopBulkSend', summary: 'End it: who is pending is never addressed' },
};

type Parts = Pick<ApiParts, 'bulkSends' | 'bulkOutbox' | 'clock'>;

export function bulkSendRoutes(parts: Parts): FastifyPluginCallbackZod {
  const { bulkSends, bulkOutbox, clock } = parts;
  return (app, _options, done) => {
    app.get('/bulk-sends', { schema: LIST }, async (request) => {
      const filter = present({ channelId: request.query.channelId });
      return mapPage(await bulkSends.list(callerOf(request), filter, pageRequest(request.query)), renderBulkSummary);
    });
    app.post('/bulk-sends', { schema: CREATE, bodyLimit: BODY_LIMIT }, async (request, reply) => {
      const access = callerOf(request);
      requireScope(access, 'send');
      // An id that is not known is refused by the outbox.
      if (!mayUse(access, request.body.channelId as ChannelId)) {
        throw new ServiceError('forbidden', 'This API key is limited to other channels.');
      }
      const wanted = parseBulkSend(request.body, request.headers['idempotency-key'], access);
      const id = readOutcome(await bulkOutbox.create(wanted));
      return reply.code(201).send(renderBulkSend(await bulkSends.getWritable(access, id), clock.now()));
    });
    app.get('/bulk-sends/:id', { schema: GET }, async (request) =>
      renderBulkSend(await bulkSends.get(callerOf(request), request.params.id), clock.now()),
    );
    app.post('/bulk-sends/:id/recipients', { schema: APPEND, bodyLimit: BODY_LIMIT }, async (request) => {
      const { id } = await bulkSends.getWritable(callerOf(request), request.params.id);
      return renderAppended(await bulkOutbox.append(id, parseRecipients(request.body)));
    });
    app.get('/bulk-sends/:id/recipients', { schema: RECIPIENTS }, async (request) => {
      const of = { id: request.params.id, state: request.query.state ?? null };
      const page = await bulkSends.recipients(callerOf(request), of, pageRequest(request.query));
      return mapPage(page, renderRecipient);
    });
    for (const action of ['start', 'pause', 'resume', 'stop'] as const) {
      const { id: name, summary } = ACTIONS[action];
      const schema = { ...operation('bulk sends', name, summary), params: byId, response: answers({ 200: bulkSend }) };
      app.post(`/bulk-sends/:id/${action}`, { schema }, async (request) => {
        const changed = await bulkSends.change(callerOf(request), request.params.id, action);
        return renderBulkSend(changed, clock.now());
      });
    }
    done();
  };
}
