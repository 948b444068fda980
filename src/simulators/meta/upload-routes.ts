import type { FastifyRequest } from 'fastify';
import type { Accounts } from './account.ts';
import type { Admission } from './admission.ts';
import { GraphError, unknownObject } from './graph-error.ts';
import { idOf, paramsOf } from './request.ts';
import type { GraphObject, Route } from './route.ts';

const TYPES = ['application/pdf', 'image/jpeg', 'image/jpg', 'image/png', 'video/mp4'];

interface Session {
  fileName: string;
  type: string;
  length: number;
  bytes: Buffer;
}

/** Resumable uploads: sample files for templates and profile pictures. https://developers.facebook.com/docs/graph-api/guides/upload */
export interface Uploads {
  begin(file: Omit<Session, 'bytes'>): string;
  get(id: string): Session | undefined;
}

export function createUploads(random: () => number): Uploads {
  const sessions = new Map<string, Session>();
  return {
    begin(file) {
      const id = `upload:MTph${Math.floor(random() * 1e15).toString(36)}`;
      sessions.set(id, { ...file, bytes: Buffer.alloc(0) });
      return id;
    },
    get: (id) => sessions.get(id),
  };
}

interface UploadParts {
  accounts: Accounts;
  admission: Admission;
  uploads: Uploads;
}

export function addUploadRoutes(route: Route, { accounts, admission, uploads }: UploadParts): void {
  route('POST', '/:id/uploads', async (request) => {
    admission.authorise(request);
    if (accounts.ofApp(idOf(request)).length === 0) throw unknownObject(request.method, idOf(request));
    const { file_name: fileName = 'file', file_length: length, file_type: type } = paramsOf(request);
    const size = Number(length);
    if (!Number.isInteger(size) || size < 1) throw new GraphError(100, { details: 'file_length is required.' });
    if (typeof type !== 'string' || !TYPES.includes(type)) {
      throw new GraphError(100, { details: `file_type must be one of ${TYPES.join(', ')}.` });
    }
    return { id: uploads.begin({ fileName: String(fileName), type, length: size }) };
  });
}

/** `/{upload-session}`: how far it has come. The bytes come by the same path. */
export function uploadObject({ admission, uploads }: UploadParts): GraphObject {
  return {
    has: (id) => uploads.get(id) !== undefined,
    read: (request, id) => {
      admission.authorise(request);
      return { id, file_offset: uploads.get(id)?.bytes.length ?? 0 };
    },
    change: (request, id) => {
      admission.authorise(request);
      const session = uploads.get(id);
      if (!session) throw unknownObject(request.method, id);
      return append(session, request);
    },
  };
}

/** The handle of a complete file. */
function append(session: Session, request: FastifyRequest): object {
  const offset = Number(request.headers.file_offset ?? 0);
  if (offset !== session.bytes.length) {
    throw new GraphError(100, { details: `file_offset must be ${session.bytes.length}.` });
  }
  if (!Buffer.isBuffer(request.body)) throw new GraphError(100, { details: 'The body must be the bytes of the file.' });
  session.bytes = Buffer.concat([session.bytes, request.body]);
  if (session.bytes.length > session.length) throw new GraphError(100, { details: 'More bytes than file_length.' });
  const part = (value: string) => Buffer.from(value).toString('base64');
  return { h: `4:${part(session.fileName)}:${part(session.type)}:AR${part(String(session.bytes.length))}` };
}
