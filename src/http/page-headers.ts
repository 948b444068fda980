import type { FastifyReply } from 'fastify';

/** What every page and answer to a browser carries. */
export const BROWSER_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
} as const;

/** Lets a page load what we serve, and nothing else; inline styles need this load's nonce, inline scripts are refused. */
export function setPagePolicy(reply: FastifyReply, styleNonce?: string): FastifyReply {
  const styles = styleNonce ? `'self' 'nonce-${styleNonce}'` : "'self'";
  return reply
    .headers(BROWSER_HEADERS)
    .header(
      'content-security-policy',
      `default-src 'self'; script-src 'self'; style-src ${styles}; img-src 'self' data: blob:; media-src 'self' blob:; ` +
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
}
