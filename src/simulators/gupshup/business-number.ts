import type { BusinessNumber, NumberDriver } from '../kit/numbers.ts';
import type { GupshupNumber } from './account.ts';

const ENTERPRISE = [
  ...['text', 'button', 'list', 'image', 'video', 'audio', 'voice', 'document', 'location', 'contacts', 'payment'],
  'reply',
];
const SELF_SERVE = [...ENTERPRISE, 'sticker', 'flow_reply', 'preferences'];
/** Only Meta's own shape has a place for them. */
const SELF_SERVE_V3 = [...SELF_SERVE, 'reaction', 'order', 'unsupported'];

/** A number as the phones see it. */
export function describeNumber(number: GupshupNumber, driverOf: (numberId: string) => NumberDriver): BusinessNumber {
  return {
    id: number.numberId,
    provider: 'gupshup',
    displayName: number.displayName,
    phoneNumber: number.phoneNumber,
    account: number.product === 'enterprise' ? number.session.userId : number.appName,
    supports: supportsOf(number),
    driver: driverOf(number.numberId),
  };
}

function supportsOf(number: GupshupNumber): string[] {
  if (number.product === 'enterprise') return ENTERPRISE;
  const { version, bsuid } = number.conditions;
  return [...(version === 3 ? SELF_SERVE_V3 : SELF_SERVE), ...(bsuid ? ['username', 'without_phone'] : [])];
}
