import type { BusinessNumber, NumberDriver } from '../kit/numbers.ts';
import { type InfobipNumber, numberIdOf } from './account.ts';

/** What the browser's phone may offer. Edits, taken-back messages and the business's own phone are not handed on. */
const SUPPORTED = [
  ...['text', 'button', 'list', 'image', 'video', 'audio', 'voice', 'document', 'sticker', 'location', 'contacts'],
  ...['reaction', 'order', 'payment', 'flow_reply', 'unsupported', 'referral'],
  ...['reply', 'username', 'without_phone', 'preferences'],
];

/** A sender as the phones see it. */
export function describeNumber(number: InfobipNumber, driverOf: (sender: string) => NumberDriver): BusinessNumber {
  return {
    id: numberIdOf(number),
    provider: 'infobip',
    displayName: number.displayName ?? `+${number.sender}`,
    phoneNumber: number.sender,
    quality: number.quality ?? 'HIGH',
    isRegistered: (number.state ?? 'CONNECTED') !== 'DELETED',
    account: number.username,
    supports: SUPPORTED,
    driver: driverOf(number.sender),
  };
}
