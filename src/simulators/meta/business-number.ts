import type { BusinessNumber, NumberDriver } from '../kit/numbers.ts';
import { digitsOf, isRegistered, type MetaNumber } from './account.ts';

/** What the browser's phone may offer: WhatsApp has it all. */
const SUPPORTED = [
  ...['text', 'button', 'list', 'image', 'video', 'audio', 'voice', 'document', 'sticker', 'location', 'contacts'],
  ...['reaction', 'edit', 'revoke', 'order', 'flow_reply', 'unsupported', 'referral'],
  ...['reply', 'business_app', 'username', 'without_phone', 'preferences'],
];

/** A number as the phones see it. */
export function describeNumber(number: MetaNumber, driverOf: (phoneNumberId: string) => NumberDriver): BusinessNumber {
  return {
    id: number.phoneNumberId,
    provider: 'meta',
    displayName: number.displayName ?? number.displayPhoneNumber,
    phoneNumber: digitsOf(number.displayPhoneNumber),
    quality: number.quality ?? 'GREEN',
    isRegistered: isRegistered(number),
    account: number.businessAccountId,
    supports: SUPPORTED,
    driver: driverOf(number.phoneNumberId),
  };
}
