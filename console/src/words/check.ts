import type { TFunction } from 'i18next';

const KNOWN = [
  ...(['account', 'app_id', 'app_secret', 'bot', 'callback', 'callback_reachable', 'health', 'permissions'] as const),
  ...(['public_url', 'registration', 'sender_id', 'subscription', 'token', 'verify_token', 'webhook_fields'] as const),
];

/** What a step of the set-up is called; one that this console does not know keeps the gateway's name. */
export function checkName(name: string, t: TFunction): string {
  const known = KNOWN.find((one) => one === name);
  return known ? t(`check.${known}`) : name;
}
