/**
 * Payments that a bot waits for, each in a variable of the session that the bot named beside the bill that it sent. Until the person has
 * paid, the variable says `awaited`; then it holds the payment, whole.
 */
import type { InboundContent, OutboundContent } from './content.ts';

type Variables = Readonly<Record<string, unknown>>;

const AWAITED = 'awaited';

/** Names that every language of flows and bots can use. */
export const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** The variables once this bill is sent; anything but a bill leaves them as they are. */
export function awaitPayment(variables: Variables, name: string, bill: OutboundContent): Variables {
  const referenceId = bill.type === 'order_details' ? referenceOf(bill) : undefined;
  return referenceId === undefined
    ? variables
    : { ...variables, [name]: { type: 'payment', status: AWAITED, referenceId } };
}

/** The variables once these were received: every payment stands where its bill's is awaited, or where an earlier word about it stands. */
export function receivePayments(variables: Variables, received: readonly InboundContent[]): Variables {
  const payments: unknown[] = received.filter(({ type }) => type === 'payment');
  if (payments.length === 0) return variables;
  const entries = Object.entries(variables).map(([name, value]) => {
    const payment = payments
      .filter(isPayment)
      .findLast(({ referenceId }) => isPayment(value) && value.referenceId === referenceId);
    return [name, payment ?? value];
  });
  return Object.fromEntries(entries);
}

/** Those of the variables in which one of these contents stands itself, as `receivePayments` put it there. */
export function receivedIn(variables: Variables, received: readonly InboundContent[]): Variables {
  const all: ReadonlySet<unknown> = new Set(received);
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => all.has(value)));
}

/** Those variables that wait for a payment: they outlive their session, for people pay when they like. */
export function awaitedPayments(variables: Variables): Variables {
  return Object.fromEntries(
    Object.entries(variables).filter(([, value]) => isPayment(value) && value.status === AWAITED),
  );
}

function isPayment(value: unknown): value is { type: 'payment'; referenceId: unknown; status: unknown } {
  return (
    typeof value === 'object' && value !== null && 'type' in value && value.type === 'payment' && 'referenceId' in value
  );
}

function referenceOf(bill: { [field: string]: unknown }): string | undefined {
  const { action } = bill as { action?: { parameters?: { referenceId?: unknown } } };
  const reference = action?.parameters?.referenceId;
  return typeof reference === 'string' ? reference : undefined;
}
