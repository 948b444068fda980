import type { OrderedFailure } from '../kit/answer-fault.ts';
import type { GupshupNumber } from './account.ts';

/** Why a message that was taken does not reach its person. */
export type Obstacle =
  | 'no_whatsapp'
  | 'window_closed'
  | 'template_unmatched'
  | 'template_paused'
  | 'not_opted_in'
  | 'opted_out'
  | 'media_url'
  | 'media_size'
  | 'order_transition'
  | 'order_cancel';

/** https://docs.gupshup.io/docs/error-and-status-messages; what comes from WhatsApp itself has Meta's numbers. */
const SELF_SERVE: Record<Obstacle, OrderedFailure> = {
  no_whatsapp: { code: 1002, details: 'Number Does Not Exists On WhatsApp' },
  window_closed: { code: 131047, details: 'Re-engagement message' },
  template_unmatched: { code: 4003, details: 'Template Did Not Match' },
  template_paused: { code: 4005, details: 'Template Is Paused' },
  not_opted_in: { code: 1006, details: 'User Not Opted In For Template Messages' },
  opted_out: { code: 1012, details: 'User Opted Out' },
  media_url: { code: 1010, details: 'Invalid Media URL' },
  media_size: { code: 1011, details: 'Invalid Media Size' },
  order_transition: { code: 2046, details: 'Invalid order status transition' },
  order_cancel: { code: 2047, details: 'Order cannot be canceled' },
};

/** WhatsApp numbers of the gateway are not published: causes of its SMS twin where it has one, else those of the sister product. */
const ENTERPRISE: Record<Obstacle, OrderedFailure> = {
  ...SELF_SERVE,
  no_whatsapp: { code: 3, details: 'UNKNOWN_SUBSCRIBER' },
  opted_out: { code: 7, details: 'BLOCKED' },
};

/** Whether a number is the self-serve product's own; all others are WhatsApp's. */
export function isOwnCode(code: number): boolean {
  return code === 500 || (code >= 1001 && code <= 1012) || (code >= 4001 && code <= 4005);
}

/** The failure as the number's product tells it. */
export function failureOf(number: GupshupNumber, obstacle: Obstacle): OrderedFailure {
  if (number.product === 'self_serve') return SELF_SERVE[obstacle];
  if (obstacle !== 'window_closed') return ENTERPRISE[obstacle];
  return { code: number.conditions.windowErrorCode, details: 'SESSION_EXPIRED' };
}
