import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { callerOf } from './caller.ts';
import { renderMessage, renderTrace } from './message-mapping.ts';
import { answers, operation } from './operation.ts';
import { mapPage, pageRequest } from './paging.ts';
import type { ApiParts } from './parts.ts';
import { present } from './present.ts';
import {
  acceptedMessage,
  message,
  messagePage,
  messageQuery,
  sendMessage,
  sendMessageHeaders,
} from './schemas/message.ts';
import { byId } from './schemas/params.ts';
import { messageTrace } from './schemas/trace.ts';
import { parseSend, renderSendOutcome } from './send-mapping.ts';

const LIST = operation('messages', 'listMessages', 'List messages, newest first');
const SEND = operation(
  'messages',
  'sendMessage',
  'Send a message',
  'The message is durable when this answers, and sent in its turn.',
);
const GET = operation('messages', 'getMessage', 'Show a message');
const TRACE = operation('messages', 'getMessageTrace', "Show a message's whole story");

export function messageRoutes(parts: ApiParts): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    app.get(
      '/messages',
      { schema: { ...LIST, querystring: messageQuery, response: answers({ 200: messagePage }) } },
      async (request) => {
        const { channelId, conversationId, contact } = request.query;
        const filter = present({ channelId, conversationId, contact });
        const page = await parts.messages.list(callerOf(request), filter, pageRequest(request.query));
        return mapPage(page, (view) => renderMessage(view, parts.directory));
      },
    );
    app.post(
      '/messages',
      {
        schema: {
          ...SEND,
          headers: sendMessageHeaders,
          body: sendMessage,
          response: answers({ 202: acceptedMessage }),
        },
      },
      async (request, reply) => {
        const send = parseSend(request.body, request.headers['idempotency-key'], callerOf(request));
        return reply.code(202).send(renderSendOutcome(await parts.outbox.send(send)));
      },
    );
    app.get(
      '/messages/:id',
      { schema: { ...GET, params: byId, response: answers({ 200: message }) } },
      async (request) => renderMessage(await parts.messages.get(callerOf(request), request.params.id), parts.directory),
    );
    app.get(
      '/messages/:id/trace',
      { schema: { ...TRACE, params: byId, response: answers({ 200: messageTrace }) } },
      async (request) => renderTrace(await parts.messages.trace(callerOf(request), request.params.id), parts.directory),
    );
    done();
  };
}
