import type { FastifyReply } from 'fastify';

/** What every page and answer to a browser carries. */
export const BROWSER_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
} as const;

export interface PagePolicy {
  /** A nonce or hash in the policy's syntax that covers inline styles. */
  styleSource?: string;
  /** The simulated phone shows pictures that bots send by address. */
  showsOutsideMedia?: boolean;
}

/** Lets a page load what we serve, and nothing else. Inline scripts are refused. */
export function setPagePolicy(
  reply: FastifyReply,
  { styleSource = '', showsOutsideMedia }: PagePolicy = {},
): FastifyReply {
  const outside = showsOutsideMedia ? ' https: http:' : '';
  const policy = [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' ${styleSource}`.trimEnd(),
    `img-src 'self' data: blob:${outside}`,
    `media-src 'self' data: blob:${outside}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  return reply.headers(BROWSER_HEADERS).header('content-security-policy', policy);
}
