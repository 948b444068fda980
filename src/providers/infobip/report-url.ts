import type { WebhookRequest } from '../../domain/provider.ts';

/** Query parameter of the addresses that reports go to. */
const SENDER = 'sender';

/** Reports do not name the sender, so that their address does. `digits`: its number. */
export function withSender(callbackUrl: string, digits: string): string {
  const url = new URL(callbackUrl);
  url.searchParams.set(SENDER, digits);
  return url.href;
}

/** The sender that a request's address names. Null: it names none. */
export function senderOf({ query }: WebhookRequest): string | null {
  const value = query[SENDER];
  return typeof value === 'string' && /^\d{5,20}$/.test(value) ? value : null;
}
