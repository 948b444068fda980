import type { FastifyReply } from 'fastify';

/** What every page and answer to a browser carries. */
export const BROWSER_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
} as const;

/**
 * Lets a page load what we serve, and nothing else. Inline scripts are refused, inline styles too unless `styleSource` (a nonce or hash
 * of the policy's syntax) covers them.
 */
export function setPagePolicy(reply: FastifyReply, styleSource = ''): FastifyReply {
  const policy = [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' ${styleSource}`.trimEnd(),
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  return reply.headers(BROWSER_HEADERS).header('content-security-policy', policy);
}
