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
import { requireSendable } from './send-access.ts';
import { parseSend, renderSendOutcome } from './send-mapping.ts';

const LIST = {
  ...operation('messages', 'listMessages', 'List messages, newest first'),
  querystring: messageQuery,
  response: answers({ 200: messagePage }),
};
const SEND = {
  ...operation(
    'messages',
    'sendMessage',
    'Send a message',
    'The message is durable when this answers, and is sent when it is its turn.',
  ),
  headers: sendMessageHeaders,
  body: sendMessage,
  response: answers({ 202: acceptedMessage }),
};
const GET = {
  ...operation('messages', 'getMessage', 'Show a message'),
  params: byId,
  response: answers({ 200: message }),
};
const TRACE = {
  ...operation('messages', 'getMessageTrace', "Show a message's whole story"),
  params: byId,
  response: answers({ 200: messageTrace }),
};

type MessageParts = Pick<ApiParts, 'messages' | 'conversations' | 'outbox' | 'directory'>;

export function messageRoutes(parts: MessageParts): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    app.get('/messages', { schema: LIST }, async (request) => {
      const { channelId, conversationId, contact } = request.query;
      const filter = present({ channelId, conversationId, contact });
      const page = await parts.messages.list(callerOf(request), filter, pageRequest(request.query));
      return mapPage(page, (view) => renderMessage(view, parts.directory));
    });
    app.post('/messages', { schema: SEND }, async (request, reply) => {
      const access = callerOf(request);
      const send = parseSend(request.body, request.headers['idempotency-key'], access);
      await requireSendable(send, access, parts.conversations);
      return reply.code(202).send(renderSendOutcome(await parts.outbox.send(send)));
    });
    app.get('/messages/:id', { schema: GET }, async (request) =>
      renderMessage(await parts.messages.get(callerOf(request), request.params.id), parts.directory),
    );
    app.get('/messages/:id/trace', { schema: TRACE }, async (request) =>
      renderTrace(await parts.messages.trace(callerOf(request), request.params.id), parts.directory),
    );
    done();
  };
}
