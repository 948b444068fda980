import { type Agent, fetch as undiciFetch } from 'undici';
import { EgressRefused, RequestNotSent } from './egress-errors.ts';

/**
 * A GET through the guarded agent whose body comes as it arrives, for files that do not belong into memory. Redirects are returned. The
 * body must be read or cancelled. Its bytes are the server's own: nothing is unpacked.
 */
export async function download(
  agent: Agent,
  url: URL,
  { headers, signal }: { headers: Record<string, string>; signal: AbortSignal },
): Promise<Response> {
  try {
    const options = { headers: { ...headers, 'accept-encoding': 'identity' }, signal, dispatcher: agent };
    const response = await undiciFetch(url, { ...options, redirect: 'manual' });
    // The package's own class, which is the platform's in all that is used.
    return response as unknown as Response;
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    throw cause instanceof EgressRefused || cause instanceof RequestNotSent ? cause : error;
  }
}
