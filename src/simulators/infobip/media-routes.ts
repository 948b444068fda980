import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { MediaFile } from '../kit/media.ts';
import type { Accounts } from './account.ts';
import { type Admission, paramOf } from './admission.ts';
import { ApiError } from './api-error.ts';
import { CDN_PATH, type MediaLibrary } from './media-library.ts';
import { object, url } from './schema-parts.ts';
import { parseBody } from './validation.ts';

const ALL = '/whatsapp/1/senders/:sender/media';
const ONE = `${ALL}/:mediaId`;

export interface MediaParts {
  admission: Admission;
  accounts: Accounts;
  library: MediaLibrary;
  /** Whether downloads lead to the CDN, or answer the file themselves; both are documented. */
  redirectsMedia(): boolean;
}

/** What people sent. https://www.infobip.com/docs/api/channels/whatsapp/whatsapp-inbound-messages */
export function addMediaRoutes(
  app: FastifyInstance,
  { admission, accounts, library, redirectsMedia }: MediaParts,
): void {
  const find = (request: FastifyRequest): MediaFile | undefined => {
    const { username } = admission.admit(request, 'media');
    const sender = paramOf(request, 'sender');
    if (accounts.bySender(sender)?.username !== username) throw new ApiError(403);
    return library.find(sender, paramOf(request, 'mediaId'));
  };

  // Before GET, which would bring a HEAD of its own.
  app.head(ONE, async (request, reply) => {
    const file = find(request);
    if (!file) return reply.status(404).send();
    return describe(reply, file).header('content-length', file.bytes.length).send();
  });
  app.get(ONE, async (request, reply) => {
    const file = find(request);
    if (!file) return reply.status(404).send();
    if (redirectsMedia()) return reply.redirect(library.cdnUrl(paramOf(request, 'mediaId')), 302);
    return describe(reply, file).send(file.bytes);
  });
  app.delete(ALL, async (request, reply) => {
    const { sender } = admission.ownNumber(request, 'deleteMedia');
    const { url: address } = parseBody(object({ url: url() }), request.body);
    return reply.status(library.remove(sender, address) ? 204 : 404).send();
  });
  app.get(`${CDN_PATH}:token`, async (request, reply) => {
    // As storage services do: an address that carries its own right refuses a second one.
    if (request.headers.authorization !== undefined)
      return reply.status(400).type('text/plain').send('Only one auth mechanism allowed');
    const file = library.byToken(paramOf(request, 'token'));
    return file ? describe(reply, file).send(file.bytes) : reply.status(404).send();
  });
}

function describe(reply: FastifyReply, { mimeType, fileName }: MediaFile): FastifyReply {
  if (fileName) reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`);
  return reply.type(mimeType);
}
