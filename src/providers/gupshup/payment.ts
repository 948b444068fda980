import type { InboundContent } from '../../domain/content.ts';
import { asNumber, asObject, asText, asWord, type JsonObject, withoutUndefined } from '../kit/json.ts';

/** What makes two tellings of a payment the same. */
export function paymentKey(payment: JsonObject): string | undefined {
  const transaction = asText(payment.transaction_id);
  return transaction === undefined ? undefined : `payment:${transaction}:${asWord(payment.status) ?? ''}`;
}

/**
 * The result of a payment, in an answer of the type `payment`: `amount` is `value / offset` of the currency's unit, `provider` the object
 * as it came. It tells what somebody said; whether money came is to be asked of the payment gateway.
 * https://docs.kore.ai/xo/channels/add-whatsapp-business-channel (seen 2026-06)
 */
export function parsePayment(interactive: JsonObject): InboundContent {
  const payment = asObject(interactive.payment);
  const { value, offset } = asObject(payment.total_amount);
  const amount = withoutUndefined({ value: asNumber(value), offset: asNumber(offset) });
  return withoutUndefined({
    type: 'payment',
    status: asWord(payment.status) ?? 'unknown',
    transactionId: asText(payment.transaction_id),
    referenceId: asText(payment.reference_id),
    amount: 'value' in amount ? amount : undefined,
    currency: asText(payment.currency),
    transactionType: asText(payment.transaction_type),
    provider: { type: 'payment', ...payment },
  });
}
