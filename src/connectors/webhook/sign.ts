import { createHmac, createSecretKey } from 'node:crypto';

/** Signs one request: the value of `webhook-signature`. `timestamp` in epoch seconds, as its header says it. */
export type Signer = (request: { id: string; timestamp: string; body: string }) => string;

const PREFIX = 'whsec_';

/**
 * Standard Webhooks' symmetric signature, version 1. The public library hashes in JavaScript, which costs every turn more than all other
 * work on its request; the tests verify with it. https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function createSigner(secret: string): Signer {
  const encoded = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret;
  const key = createSecretKey(encoded, 'base64');
  return ({ id, timestamp, body }) =>
    `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}
