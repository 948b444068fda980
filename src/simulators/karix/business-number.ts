import type { BusinessNumber, NumberDriver } from '../kit/numbers.ts';
import type { KarixNumber } from './account.ts';

/** What the webhooks of the products can tell of; no capture shows edits, deletions or adverts. */
const SUPPORTED = {
  rcm: [
    ...['text', 'button', 'list', 'image', 'video', 'audio', 'voice', 'document', 'sticker', 'location', 'contacts'],
    ...['reaction', 'order', 'flow_reply', 'unsupported', 'reply', 'preferences'],
  ],
  global: ['text', 'image', 'video', 'audio', 'voice', 'document', 'location'],
};

/** A number as the phones see it. */
export function describeNumber(
  { id, displayName, phoneNumber, credentials: { product } }: KarixNumber,
  driverOf: (numberId: string) => NumberDriver,
): BusinessNumber {
  return { id, provider: 'karix', displayName, phoneNumber, supports: SUPPORTED[product], driver: driverOf(id) };
}
