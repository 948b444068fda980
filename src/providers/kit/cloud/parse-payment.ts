import type { MessageReceived } from '../../../domain/events.ts';
import type { ProviderMessageId } from '../../../domain/ids.ts';
import { rawOf } from '../elements.ts';
import { asObject, asText, withoutUndefined } from '../json.ts';
import type { Change } from './change.ts';
import { readHead } from './head.ts';
import { requirePerson } from './parse-message.ts';
import { readPerson } from './person.ts';

/**
 * The result of a payment, which Meta tells among the statuses. It says nothing about the delivery of the message that asked for the money,
 * so it becomes something that the bot is told; `replyTo` is that message.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/payments/payments-in/pg (seen 2025-11)
 */
export function parsePayment(element: unknown, change: Change): MessageReceived {
  const { element: status, sender, providerMessageId: asked, at } = readHead(element, change);
  const payment = asObject(status.payment);
  const word = asText(status.status) ?? 'unknown';
  // The id is that of the asking message, which several results may follow.
  const own = `${asked}:payment:${word}:${at}`;
  const { recipient_id: phone, recipient_user_id: userId } = status;
  return {
    type: 'message_received',
    stream: 'message',
    sender,
    person: requirePerson(readPerson({ phone, userId }, change.contacts)),
    providerMessageId: own as ProviderMessageId,
    at,
    content: withoutUndefined({
      type: 'payment',
      status: word,
      referenceId: asText(payment.reference_id),
      provider: { ...payment },
    }),
    context: { replyToProviderId: asked },
    opensWindow: false,
    dedupeKey: own,
    raw: rawOf(element),
  };
}
