import { randomInt } from 'node:crypto';
import type { z } from 'zod';
import type { SimulatorClock } from '../kit/clock.ts';
import type { PaymentStatus } from '../kit/display-content.ts';
import type { Person } from '../kit/people.ts';
import type { AcceptedMessage, InfobipAccepted } from './accepted.ts';
import { type InfobipNumber, numberIdOf } from './account.ts';
import { addressOf } from './contact.ts';
import type { orderDetailsAction } from './order-schemas.ts';
import { renderTime } from './time-format.ts';

/** The paths under which payments of different kinds are looked up. */
export type PaymentFamily = 'upi/payu' | 'upi' | 'br';

interface Transaction {
  id: string;
  type: 'UPI' | 'BR';
  status: 'SUCCESS' | 'FAILED' | 'PENDING';
  createdTimestamp: string;
  updatedTimestamp: string;
}

interface Payment {
  family: PaymentFamily;
  paymentId: string;
  currency: string;
  total: number;
  callbackData?: unknown;
  status: 'NEW' | 'PENDING' | 'CAPTURED' | 'FAILED';
  transactions: Transaction[];
}

/** What the account is told of a try to pay. */
export interface PaymentNews {
  /** `message` of an inbound item. */
  confirmation: Record<string, unknown>;
  /** `content` of the payment notification. */
  notification: object;
}

/** The payments that sent orders ask for. */
export interface Payments {
  /** Nothing if the message asked for none. */
  pay(messageId: string, person: Person, status: PaymentStatus): PaymentNews | undefined;
  /** The answer to a look-up. */
  find(number: InfobipNumber, family: PaymentFamily, paymentId: string): object | undefined;
}

const STATES = {
  success: ['CAPTURED', 'SUCCESS'],
  failed: ['FAILED', 'FAILED'],
  pending: ['PENDING', 'PENDING'],
} as const satisfies Record<PaymentStatus, readonly [Payment['status'], Transaction['status']]>;

export function createPayments(accepted: InfobipAccepted, clock: SimulatorClock): Payments {
  const payments = new Map<string, Payment>();

  /** The payment that a message asks for, begun with its first use. */
  const paymentOf = (message: AcceptedMessage): Payment | undefined => {
    const asked = readPayment(message);
    if (!asked) return undefined;
    const key = `${message.numberId} ${asked.family} ${asked.paymentId}`;
    const payment = payments.get(key) ?? asked;
    payments.set(key, payment);
    return payment;
  };

  return {
    pay(messageId, person, status) {
      const message = accepted.get(messageId);
      const payment = message && paymentOf(message);
      if (!payment) return undefined;
      const now = renderTime(clock.now());
      const [paymentStatus, state] = STATES[status];
      const type = payment.family === 'br' ? 'BR' : 'UPI';
      const id = String(randomInt(1e10, 1e11));
      payment.status = paymentStatus;
      payment.transactions.push({ id, type, status: state, createdTimestamp: now, updatedTimestamp: now });
      return {
        confirmation: {
          type: 'INTERACTIVE_PAYMENT_CONFIRMATION',
          referenceId: payment.paymentId,
          paymentId: payment.paymentId,
          status: state,
          currency: payment.currency,
          totalAmount: { value: payment.total, offset: 100 },
          transactionId: id,
          transactionType: type,
        },
        notification: { from: addressOf(person), type: 'payment', ...renderPayment(payment) },
      };
    },
    find(number, family, paymentId) {
      const numberId = numberIdOf(number);
      const message = accepted
        .list()
        .findLast((one) => one.numberId === numberId && readPayment(one)?.paymentId === paymentId);
      const payment = message && paymentOf(message);
      return payment?.family === family ? renderPayment(payment) : undefined;
    },
  };
}

function readPayment({ type, body }: AcceptedMessage): Payment | undefined {
  if (type !== 'order-details') return undefined;
  // Such a message was taken only because its content fits.
  const { action } = body.content as { action: z.output<typeof orderDetailsAction> };
  const { payment, orderCurrency: currency, totalAmount } = action;
  const id = 'id' in payment ? payment.id : payment.payments[0]?.id;
  if (id === undefined) return undefined;
  return {
    family: familyOf(payment.type),
    paymentId: id,
    currency,
    total: totalAmount.value,
    ...('callbackData' in payment && payment.callbackData && { callbackData: payment.callbackData }),
    status: 'NEW',
    transactions: [],
  };
}

function familyOf(type: string): PaymentFamily {
  if (type.startsWith('BRAZIL')) return 'br';
  return type === 'UPI_PAYU' ? 'upi/payu' : 'upi';
}

function renderPayment({ paymentId, status, currency, total, transactions, callbackData }: Payment): object {
  return {
    referenceId: paymentId,
    paymentId,
    paymentStatus: status,
    currency,
    totalAmountValue: total,
    totalAmountOffset: 100,
    transactions,
    ...(callbackData !== undefined && { callbackData }),
  };
}
