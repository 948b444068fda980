import type { WebhookReply } from '../../domain/provider.ts';

/** The answer to a request that cannot be taken: a 400 that says why, or what Kore.ai's channel answers. */
export function refusal(why: string, { isCompatible }: { isCompatible: boolean }): WebhookReply {
  const error = isCompatible ? { msg: 'Internal Server Error', code: 500 } : { msg: why, code: 400 };
  return { status: error.code, contentType: 'application/json', body: JSON.stringify({ errors: [error] }) };
}
