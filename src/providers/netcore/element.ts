import type { ProviderEvent, SenderAddress } from '../../domain/events.ts';
import { contentHash } from '../kit/content-hash.ts';
import { asText, withoutUndefined } from '../kit/json.ts';
import { parsePhone } from '../kit/phone.ts';
import type { NetcoreSettings } from './settings.ts';

/** What an element is parsed with. */
export interface Surroundings {
  /** When it came, epoch ms. */
  receivedAt: number | undefined;
  settings: Pick<NetcoreSettings, 'source'>;
}

/** One element; its raw text is a webhook body of its own. */
export type ElementParser = (element: unknown, raw: string, around: Surroundings) => ProviderEvent;

/** The number that an element names; without one it is for the channel's only sender. */
export function senderOf(number: unknown): SenderAddress {
  const text = asText(number);
  return { field: 'phoneNumber', value: (text === undefined ? undefined : parsePhone(text)) ?? null };
}

/** Something without a meaning here, kept with its text. Repeated deliveries have the same key. */
export function unknownReported(kind: string, raw: string, sender?: SenderAddress): ProviderEvent {
  return withoutUndefined({
    type: 'unknown_reported',
    kind,
    sender,
    dedupeKey: `${kind}:${contentHash(raw)}`,
    raw,
  });
}
