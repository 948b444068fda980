import type { CommerceContent } from '../../domain/content.ts';
import { asList, asNumber, asObject, asText, type JsonObject } from '../kit/json.ts';

const REFERENCE = /^[\w.-]{1,60}$/;
const TYPES: readonly unknown[] = ['digital-goods', 'physical-goods'];
const ORDER_STATES: readonly unknown[] = [
  'pending',
  'processing',
  'partially-shipped',
  'shipped',
  'completed',
  'canceled',
];
const PAYMENT_STATES: readonly unknown[] = ['pending', 'captured', 'failed'];
/** A bill must be open for at least this long. */
const LEAST_OPEN_SECONDS = 300;
const OFFSET = 100;

type Problem = string | undefined;

/**
 * What is wrong with a bill or the state of an order, as a sentence: WhatsApp refuses a wrong sum without saying which.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/payments (seen 2026-05). `now` in epoch ms.
 */
export function orderProblem({ type, ...members }: CommerceContent, now: number): Problem {
  const parameters = asObject(asObject(members.action).parameters);
  const problem =
    textProblem(members) ??
    (REFERENCE.test(asText(parameters.referenceId) ?? '')
      ? undefined
      : 'The referenceId must have 1 to 60 letters, digits, _ . or -.');
  return problem ?? (type === 'order_details' ? detailsProblem(parameters, now) : statusProblem(parameters));
}

function textProblem({ body, footer }: JsonObject): Problem {
  const text = asText(asObject(body).text);
  if (text === undefined) return 'The order needs a text in its body.';
  return tooLong('The body', text, 1024) ?? tooLong('The footer', asText(asObject(footer).text), 60);
}

function detailsProblem(parameters: JsonObject, now: number): Problem {
  const order = asObject(parameters.order);
  const items = asList(order.items).map(asObject);
  if (!TYPES.includes(parameters.type)) return 'The type must be digital-goods or physical-goods.';
  if (order.status !== 'pending') return 'A new order has the status pending.';
  if (items.length === 0) return 'The order needs at least one item.';
  return items.map(itemProblem).find(isProblem) ?? partsProblem(order, now) ?? sumProblem(parameters, order, items);
}

function itemProblem(item: JsonObject): Problem {
  const name = asText(item.name);
  if (name === undefined) return 'Every item needs a name.';
  const quantity = asNumber(item.quantity) ?? 0;
  if (!Number.isInteger(quantity) || quantity < 1) return `The quantity of ${name} must be a whole number from 1 on.`;
  const isPriced = isMoney(item.amount) && (item.saleAmount === undefined || isMoney(item.saleAmount));
  if (!isPriced) return `The amount of ${name} must be a whole number with the offset ${OFFSET}.`;
  return tooLong('The name of an item', name, 60);
}

function partsProblem(order: JsonObject, now: number): Problem {
  for (const part of ['subtotal', 'tax', 'shipping', 'discount']) {
    const money = order[part];
    if (money === undefined && part !== 'subtotal') continue;
    if (!isMoney(money)) return `The ${part} must be a whole number with the offset ${OFFSET}.`;
    const problem = tooLong(`The description of ${part}`, asText(asObject(money).description), 60);
    if (problem !== undefined) return problem;
  }
  return expirationProblem(order.expiration, now);
}

function expirationProblem(expiration: unknown, now: number): Problem {
  if (expiration === undefined) return undefined;
  const { timestamp, description } = asObject(expiration);
  const isLater = (asNumber(timestamp) ?? 0) >= now / 1000 + LEAST_OPEN_SECONDS;
  if (!isLater) return `The order must be open for at least ${LEAST_OPEN_SECONDS} seconds.`;
  return tooLong('The description of the expiration', asText(description), 120);
}

function sumProblem(parameters: JsonObject, order: JsonObject, items: readonly JsonObject[]): Problem {
  const prices = items.map(
    ({ amount, saleAmount, quantity }) => hundredthsOf(saleAmount ?? amount) * (asNumber(quantity) ?? 0),
  );
  const sum = prices.reduce((all, price) => all + price, 0);
  const subtotal = hundredthsOf(order.subtotal);
  if (subtotal !== sum) return `The subtotal is ${subtotal}, but the items make ${sum}.`;
  if (!isMoney(parameters.totalAmount)) return `The totalAmount must be a whole number with the offset ${OFFSET}.`;
  const total = subtotal + hundredthsOf(order.tax) + hundredthsOf(order.shipping) - hundredthsOf(order.discount);
  const told = hundredthsOf(parameters.totalAmount);
  return told === total
    ? undefined
    : `The totalAmount is ${told}, but subtotal + tax + shipping − discount is ${total}.`;
}

function statusProblem({ order, payment }: JsonObject): Problem {
  const { status, description } = asObject(order);
  if (!ORDER_STATES.includes(status)) return `The status of an order must be one of ${ORDER_STATES.join(', ')}.`;
  if (payment !== undefined && !PAYMENT_STATES.includes(asObject(payment).status)) {
    return `The status of a payment must be one of ${PAYMENT_STATES.join(', ')}.`;
  }
  return tooLong('The description of the order', asText(description), 120);
}

function isMoney(value: unknown): boolean {
  const { value: amount, offset } = asObject(value);
  return Number.isSafeInteger(amount) && Number(amount) >= 0 && offset === OFFSET;
}

function hundredthsOf(money: unknown): number {
  return asNumber(asObject(money).value) ?? 0;
}

function tooLong(what: string, text: string | undefined, limit: number): Problem {
  return text !== undefined && [...text].length > limit ? `${what} may have ${limit} characters.` : undefined;
}

function isProblem(problem: Problem): problem is string {
  return problem !== undefined;
}
