import type { BusinessNumber, NumberDriver } from '../kit/numbers.ts';
import type { TwilioSender } from './senders.ts';

/** What the platform can hand on to a business. */
const SUPPORTED = [
  ...['text', 'button', 'list', 'image', 'video', 'audio', 'voice', 'document', 'sticker', 'location', 'contacts'],
  ...['reaction', 'flow_reply', 'unsupported', 'referral', 'reply', 'username', 'without_phone'],
];

/** A sender as the phones see it. */
export function describeNumber(
  { sid, accountSid, phoneNumber, profile, status }: TwilioSender,
  driver: NumberDriver,
): BusinessNumber {
  return {
    id: sid,
    provider: 'twilio',
    displayName: profile.name,
    phoneNumber,
    quality: 'HIGH',
    isRegistered: status.startsWith('ONLINE'),
    account: accountSid,
    supports: SUPPORTED,
    driver,
  };
}
