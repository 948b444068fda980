import { create as contentDisposition } from 'content-disposition';
import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import parseRange from 'range-parser';
import type { Media, MediaReading } from '../services/media/media.ts';
import { HttpProblem } from './problem.ts';

interface MediaRoute {
  Params: { id: string };
  Querystring: Record<string, string | string[] | undefined>;
}

type Ready = Extract<MediaReading, { state: 'ready' }>;

/** Types that a browser shows or plays, and cannot be made to run; everything else is saved. */
const SHOWN = /^(image\/(jpeg|png|webp|gif)|video\/(mp4|3gpp|webm|ogg)|audio\/[\w.+-]+)(;|$)/i;
const LOOK_AGAIN_SECONDS = 2;
/** Less than the least that an address is still good for when it is given out. */
const CACHED_SECONDS = 3_600;

/** Files by signed address: for bots, for the console, and for providers that fetch what they are to send. */
export function mediaRoutes(media: Pick<Media, 'read'>): FastifyPluginCallback {
  return (app, _options, done) => {
    app.get<MediaRoute>('/media/:id', async (request, reply) => {
      const { expires, signature } = request.query;
      if (typeof expires !== 'string' || typeof signature !== 'string') throw forbidden();
      const reading = await media.read(request.params.id, { expires, signature });
      reply.headers({ 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'" });
      switch (reading.state) {
        case 'forged':
          throw forbidden();
        case 'expired':
          throw new HttpProblem(403, 'expired', { detail: 'This address has expired; the API gives a fresh one.' });
        case 'pending':
          return reply
            .code(202)
            .headers({ 'retry-after': String(LOOK_AGAIN_SECONDS), 'cache-control': 'no-store' })
            .send({ state: 'pending' });
        case 'failed':
          throw gone(reading.failure);
        case 'ready':
          return sendFile(reading, request, reply);
      }
    });
    done();
  };
}

async function sendFile(file: Ready, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { record, sizeBytes } = file;
  const range = askedRange(request, sizeBytes);
  if (range === 'unsatisfiable') {
    return reply.code(416).header('content-range', `bytes */${sizeBytes}`).send();
  }
  const body = await file.open(range ?? undefined);
  if (body === null) throw gone('The file is missing in the folder of files.');
  const type = SHOWN.test(record.mimeType) ? 'inline' : 'attachment';
  reply.headers({
    'content-type': safeType(record.mimeType),
    'content-disposition': contentDisposition(record.fileName ?? record.id, { type }),
    'content-length': String(range ? range.end - range.start + 1 : sizeBytes),
    'accept-ranges': 'bytes',
    'cache-control': `private, max-age=${CACHED_SECONDS}`,
  });
  if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${sizeBytes}`);
  return reply.send(body);
}

/** Null: the whole file. Several ranges at once are answered with all of it, as HTTP allows. */
function askedRange(
  request: FastifyRequest,
  sizeBytes: number,
): { start: number; end: number } | 'unsatisfiable' | null {
  const asked = request.headers.range;
  if (asked === undefined) return null;
  const ranges = parseRange(sizeBytes, asked);
  if (ranges === -1) return 'unsatisfiable';
  if (ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return null;
  return ranges[0] ?? null;
}

/** It was somebody else's word: what would not make a header is not repeated. */
function safeType(mimeType: string): string {
  return /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(\s*;\s*[\w-]+=("[\w .,+-]*"|[\w.,+-]+))*$/.test(mimeType)
    ? mimeType
    : 'application/octet-stream';
}

function forbidden(): HttpProblem {
  return new HttpProblem(403, 'forbidden', { detail: 'The signature of this address is not right.' });
}

function gone(reason: string): HttpProblem {
  return new HttpProblem(410, 'gone', { detail: reason });
}
