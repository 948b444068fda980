import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { FetchLinked } from '../../kit/linked-file.ts';
import { type MediaLibrary, namesHash, PROTECTED_PATH } from '../media-library.ts';
import type { RcmAdmission } from './admission.ts';
import { RcmRefusal } from './refusal.ts';

const uploadBody = z.object({
  mediaUrl: z.url({ protocol: /^https?$/ }),
  senderId: z.string(),
  MimeType: z.string().min(1),
});

const params = z.object({ mediaId: z.string() });

export interface RcmMediaParts {
  admission: RcmAdmission;
  library: MediaLibrary;
  fetchLinked: FetchLinked;
}

/** Upload by link for sending, and download of what people sent. */
export function addMediaRoutes(app: FastifyInstance, { admission, library, fetchLinked }: RcmMediaParts): void {
  app.post('/services/media/upload/attachment', async (request) => {
    const numbers = admission.numbersOf(request.headers);
    const { data } = uploadBody.safeParse(request.body);
    if (!data) throw new RcmRefusal(400, 'Invalid media');
    const number = numbers.find(({ phoneNumber }) => phoneNumber === data.senderId);
    if (!number) throw new RcmRefusal(400, 'Invalid sender');
    const linked = await fetchLinked(data.mediaUrl);
    if (!linked.ok) throw new RcmRefusal(400, linked.reason);
    const mediaId = library.store(number.id, { ...linked.file, mimeType: data.MimeType });
    return { response: { mediaId } };
  });
  app.get(`${PROTECTED_PATH}:mediaId`, async (request, reply) => {
    const numbers = admission.numbersOf(request.headers);
    const stored = library.get(params.parse(request.params).mediaId);
    const number = numbers.find(({ id }) => id === stored?.numberId);
    if (!stored || !number) throw new RcmRefusal(404, 'Media not found');
    const { sha256 } = request.headers;
    const mustNameHash = number.conditions.requiresSha256 || sha256 !== undefined;
    if (mustNameHash && !namesHash(sha256, stored.file)) throw new RcmRefusal(400, 'Invalid SHA256');
    return reply.type(stored.file.mimeType).send(stored.file.bytes);
  });
}
