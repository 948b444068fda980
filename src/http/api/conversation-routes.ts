import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { ConversationSummary } from '../../store/queries.ts';
import { callerOf } from './caller.ts';
import { renderConversation } from './conversation-mapping.ts';
import { answers, operation } from './operation.ts';
import { mapPage, pageRequest } from './paging.ts';
import type { ApiParts } from './parts.ts';
import { present } from './present.ts';
import { conversation, conversationPage, conversationQuery, updateConversation } from './schemas/conversation.ts';
import { byId } from './schemas/params.ts';

const LIST = {
  ...operation('conversations', 'listConversations', 'List conversations, newest first'),
  querystring: conversationQuery,
  response: answers({ 200: conversationPage }),
};
const GET = {
  ...operation('conversations', 'getConversation', 'Show a conversation'),
  params: byId,
  response: answers({ 200: conversation }),
};
const UPDATE = {
  ...operation(
    'conversations',
    'updateConversation',
    'Say who answers',
    'Giving a conversation back to the bot does not replay what came meanwhile.',
  ),
  params: byId,
  body: updateConversation,
  response: answers({ 200: conversation }),
};

export function conversationRoutes(
  parts: Pick<ApiParts, 'conversations' | 'directory' | 'clock'>,
): FastifyPluginCallbackZod {
  const shown = (summary: ConversationSummary) => renderConversation(summary, parts.directory, parts.clock.now());
  return (app, _options, done) => {
    app.get('/conversations', { schema: LIST }, async (request) => {
      const filter = present({ channelId: request.query.channelId });
      const page = await parts.conversations.list(callerOf(request), filter, pageRequest(request.query));
      return mapPage(page, shown);
    });
    app.get('/conversations/:id', { schema: GET }, async (request) =>
      shown(await parts.conversations.get(callerOf(request), request.params.id)),
    );
    app.patch('/conversations/:id', { schema: UPDATE }, async (request) => {
      const { id } = request.params;
      return shown(await parts.conversations.setAnsweredBy(callerOf(request), id, request.body.answeredBy));
    });
    done();
  };
}
