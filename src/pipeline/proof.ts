import type { Provider, WebhookRequest } from '../domain/provider.ts';

/** Whether this connection's own secret proves a request that came to another one's callback URL. */
export function isProven(provider: Pick<Provider, 'verify'>, request: WebhookRequest): boolean {
  const verdict = provider.verify(request);
  return verdict.ok && verdict.unproven !== true;
}
