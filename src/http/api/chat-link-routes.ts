import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { chatLink, fitsShortLink } from '../../domain/chat-link.ts';
import { invalidRequest } from '../problem.ts';
import { callerOf } from './caller.ts';
import { answers, operation } from './operation.ts';
import type { ApiParts } from './parts.ts';
import { present } from './present.ts';
import { chatLinkQuery, chatLink as chatLinkSchema } from './schemas/chat-link.ts';
import { byId } from './schemas/params.ts';

const GET = {
  ...operation(
    'channels',
    'getChatLink',
    'Make a link that opens a chat with a number of the channel',
    'For web pages, mails and QR codes. Nothing is stored, and the provider is not called.',
  ),
  params: byId,
  querystring: chatLinkQuery,
  response: answers({ 200: chatLinkSchema }),
};

export function chatLinkRoutes(parts: Pick<ApiParts, 'channels'>): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    app.get('/channels/:id/chat-link', { schema: GET }, async (request) => {
      const { senderId, text } = request.query;
      const { senders } = await parts.channels.get(callerOf(request), request.params.id);
      const sender = senderId === undefined ? senders[0] : senders.find(({ id }) => id === senderId);
      const url = sender && chatLink({ phoneNumber: sender.phoneNumber, ...present({ text }) });
      if (url === undefined) throw invalidRequest([{ path: '/senderId', message: 'Not a sender of this channel.' }]);
      return { url, fitsShortLink: fitsShortLink(text ?? '') };
    });
    done();
  };
}
