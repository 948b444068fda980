import type { IncomingHttpHeaders } from 'node:http';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Why a request with a session cookie is refused. */
export type CookieRefusal = 'foreign_host' | 'foreign_origin';

/**
 * Whether a browser sent this from a page of ours. The Host must be ours, or a page could reach us by a name of its own that
 * it points to our address; and what changes something must say that it comes from our own page.
 *
 * @returns null if it may pass.
 */
export function checkBrowserRequest(
  request: { method: string; headers: IncomingHttpHeaders },
  publicUrl: string,
): CookieRefusal | null {
  const host = request.headers.host ?? '';
  if (!isOwnHost(host, publicUrl)) return 'foreign_host';
  if (SAFE_METHODS.has(request.method)) return null;
  const { origin } = request.headers;
  const isOwn = origin === new URL(publicUrl).origin || origin === `http://${host}` || origin === `https://${host}`;
  return isOwn ? null : 'foreign_origin';
}

function isOwnHost(host: string, publicUrl: string): boolean {
  const url = URL.parse(`http://${host}`);
  return url !== null && (LOOPBACK.has(url.hostname) || host === new URL(publicUrl).host);
}
