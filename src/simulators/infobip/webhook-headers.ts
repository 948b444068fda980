import { createHmac } from 'node:crypto';
import type { CallbackTarget, HmacAlgorithm } from './account.ts';
import type { WebhookConditions } from './webhook-conditions.ts';

const DIGESTS: Record<HmacAlgorithm, string> = {
  HMAC_MD5: 'md5',
  HMAC_SHA_1: 'sha1',
  HMAC_SHA_224: 'sha224',
  HMAC_SHA_256: 'sha256',
  HMAC_SHA_384: 'sha384',
  HMAC_SHA_512: 'sha512',
};

/** The headers of a webhook: its type, the static ones of the profile, and what proves where it comes from. */
export function renderWebhookHeaders(
  { headers, security }: CallbackTarget,
  body: string,
  hmac: WebhookConditions['hmac'],
): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'Infobip Push',
    ...headers,
    ...(security?.type === 'BASIC' && { authorization: renderBasic(security) }),
    ...(security?.type === 'HMAC' && {
      [hmac.header]: `${hmac.prefix}${createHmac(DIGESTS[security.algorithm], security.secretKey).update(body).digest(hmac.encoding)}`,
    }),
  };
}

function renderBasic({ username, password }: { username: string; password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
