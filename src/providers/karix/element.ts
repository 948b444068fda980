import type { InboundContent } from '../../domain/content.ts';
import type { ProviderEvent, ReceivedMedia, SenderAddress } from '../../domain/events.ts';
import { contentHash } from '../kit/content-hash.ts';
import { asText, withoutUndefined } from '../kit/json.ts';
import { parsePhone } from '../kit/phone.ts';

/** What an event is parsed with. */
export interface Surroundings {
  raw: string;
  /** When it came, epoch ms. */
  receivedAt: number | undefined;
}

/** What a message says, and where its file is. */
export interface Said {
  content: InboundContent;
  media?: ReceivedMedia;
}

/** The number that a webhook names; without one it is for the channel's only sender. */
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
