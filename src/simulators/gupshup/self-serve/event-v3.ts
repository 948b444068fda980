import type { OrderedFailure } from '../../kit/answer-fault.ts';
import type { Person } from '../../kit/people.ts';
import type { SelfServeNumber } from '../account.ts';
import { isOwnCode } from '../codes.ts';
import type { Payment } from '../payment.ts';
import type { Happening } from './happening.ts';
import { viewPerson } from './person-view.ts';
import { toSeconds } from './render-v3.ts';

/** An element of `statuses[]`; that of `enqueued` counts in milliseconds. */
export function renderStatusV3(happening: Happening): object {
  const { message, status, at } = happening;
  return {
    ...renderIds(happening),
    status,
    timestamp: status === 'enqueued' ? at : toSeconds(at),
    ...renderRecipient(happening),
    ...(status === 'enqueued' && { type: message.outgoing.template ? 'template' : 'session' }),
  };
}

/** What the product itself refuses has its number without a list of errors. */
export function renderFailureV3(happening: Happening, { code, details }: OrderedFailure): object {
  const cause = isOwnCode(code)
    ? { code, reason: details }
    : { errors: [{ code, title: details, message: details, error_data: { details } }] };
  return {
    ...renderIds(happening),
    status: 'failed',
    timestamp: toSeconds(happening.at),
    ...renderRecipient(happening),
    ...cause,
  };
}

export interface Paying {
  number: SelfServeNumber;
  person: Person;
  /** Id of the message with the order. */
  orderId: string;
  /** Epoch ms. */
  at: number;
}

/** A payment travels as a status of the order. */
export function renderPaymentV3({ number, person, orderId, at }: Paying, payment: Payment): object {
  const { transaction_id: id, reference_id, total_amount: amount, currency, transaction_type: type } = payment;
  const time = Math.floor(at / 1000);
  const transaction = {
    id,
    type,
    status: payment.status,
    created_timestamp: time,
    updated_timestamp: time,
    amount,
    currency,
    method: { type: 'upi' },
  };
  const { phone, userId } = viewPerson(person, number);
  return {
    id: orderId,
    gs_id: orderId,
    type: 'payment',
    status: payment.status === 'success' ? 'captured' : payment.status,
    timestamp: String(time),
    ...(phone && { recipient_id: phone }),
    ...(userId && { recipient_user_id: userId }),
    payment: { reference_id, amount, currency, transaction },
  };
}

function renderIds({ number, message, otherId }: Happening): object {
  const { messageId, whatsAppId } = message;
  const id = number.conditions.newEventShape ? { id: otherId, meta_msg_id: whatsAppId } : { id: whatsAppId };
  return { ...id, gs_id: messageId };
}

function renderRecipient({ message }: Happening): object {
  const { kind, value } = message.outgoing.address;
  return kind === 'phone' ? { recipient_id: value } : { recipient_user_id: value };
}
