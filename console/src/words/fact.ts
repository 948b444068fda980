import type { TFunction } from 'i18next';
import type { Tone } from './status.ts';

const KNOWN = [
  ...(['alert', 'ban', 'country', 'currency', 'displayPhoneNumber', 'marketing', 'messagingLimit', 'mode'] as const),
  ...(['name', 'nameReview', 'official', 'phoneNumberLimit', 'platform', 'quality', 'qualityEvent'] as const),
  ...([
    'requestedName',
    'restrictions',
    'review',
    'security',
    'status',
    'throughput',
    'timeZone',
    'type',
    'username',
  ] as const),
  ...(['usernameStatus', 'verification', 'verifiedName', 'violation'] as const),
];

/** What a fact about a number or an account is called; one that this console does not know keeps the gateway's name. */
export function factName(name: string, t: TFunction): string {
  const known = KNOWN.find((one) => one === name);
  return known ? t(`fact.${known}`) : name;
}

const QUALITY: ReadonlyMap<string, Tone> = new Map([
  ['green', 'done'],
  ['high', 'done'],
  ['yellow', 'warning'],
  ['medium', 'warning'],
  ['red', 'bad'],
  ['low', 'bad'],
]);

/** How a provider's word for quality feels. */
export function qualityTone(quality: string): Tone {
  return QUALITY.get(quality) ?? 'muted';
}
