import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type MessageMedia, type MessageRecord, renderMedia } from './message-book.ts';
import { renderUriPage } from './paging.ts';
import type { Platform } from './platform.ts';
import { pathPart, sidIn } from './request.ts';
import { noResource, RestError } from './rest-error.ts';

const MEDIA = '/2010-04-01/Accounts/:accountSid/Messages/:messageSid/Media';

/** The files of messages; their bytes are on another host. https://www.twilio.com/docs/messaging/api/media-resource */
export function addMediaRoutes(app: FastifyInstance, { accounts, admission, book, mediaHost }: Platform): void {
  const messageOf = (request: FastifyRequest): MessageRecord => {
    const message = book.get(pathPart(request, 'accountSid'), pathPart(request, 'messageSid'));
    if (!message) throw noResource(request.url);
    return message;
  };

  const find = (request: FastifyRequest): { message: MessageRecord; media: MessageMedia } => {
    const message = messageOf(request);
    const media = message.media.find(({ sid }) => sid === sidIn(request));
    if (!media) throw noResource(request.url);
    return { message, media };
  };

  const redirect = (request: FastifyRequest, reply: FastifyReply) => {
    const account = accounts.get(pathPart(request, 'accountSid'));
    const isOwner = admission.identify(request)?.account.sid === account?.sid;
    // Wrong credentials are refused even where none are needed.
    const needsOwner = account?.enforcesMediaAuth !== false || request.headers.authorization !== undefined;
    if (needsOwner && !isOwner) throw new RestError(20003);
    const { file } = find(request).media;
    if (!file) throw noResource(request.url);
    return reply.redirect(mediaHost.linkTo(file), 307);
  };

  app.get(`${MEDIA}.json`, async (request, reply) => {
    admission.admitOwner(request, reply);
    const message = messageOf(request);
    return renderUriPage(
      request,
      'media_list',
      message.media.map((media) => renderMedia(message, media)),
    );
  });
  app.get(`${MEDIA}/:sid`, async (request, reply) => {
    if (!pathPart(request, 'sid').endsWith('.json')) return redirect(request, reply);
    admission.admitOwner(request, reply);
    const { message, media } = find(request);
    return renderMedia(message, media);
  });
  app.delete(`${MEDIA}/:sid`, async (request, reply) => {
    admission.admitOwner(request, reply);
    const { message, media } = find(request);
    message.media.splice(message.media.indexOf(media), 1);
    return reply.status(204).send();
  });
}
