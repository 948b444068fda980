import type { BusinessNumber, NumberDriver } from '../kit/numbers.ts';
import type { NetcoreNumber } from './account.ts';

/** What the webhooks can tell of. Stickers, edits and deletions produce none. */
const SUPPORTED = [
  ...['text', 'button', 'list', 'image', 'video', 'audio', 'voice', 'document', 'location', 'contacts'],
  ...['reaction', 'order', 'unsupported', 'reply'],
];

/** A number as the phones see it. */
export function describeNumber(
  { id, displayName, phoneNumber }: NetcoreNumber,
  driverOf: (numberId: string) => NumberDriver,
): BusinessNumber {
  return { id, provider: 'netcore', displayName, phoneNumber, supports: SUPPORTED, driver: driverOf(id) };
}
