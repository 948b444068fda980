import { notPossible } from './problem.ts';

/** Reads a multipart form with the platform's own parser. Throws a problem if it is none. */
export async function parseForm(body: unknown, contentType: string | undefined): Promise<FormData> {
  if (!Buffer.isBuffer(body) || !contentType?.startsWith('multipart/form-data')) {
    throw notPossible('The body must be multipart/form-data.');
  }
  return new Response(new Uint8Array(body), { headers: { 'content-type': contentType } })
    .formData()
    .catch((cause: Error) => {
      throw notPossible(`The form could not be read: ${cause.message}`);
    });
}
