import { Fields } from '../fields.ts';
import { checkBody, checkFooter, checkOptionalHeader, checkOptionalText, openAction, readBounded } from './frame.ts';

const OFFSET = 100;
const MONEY = { min: 0, max: Number.MAX_SAFE_INTEGER };
const ITEMS = { min: 1, max: 999 };
const SETTINGS = { min: 1, max: 10 };
const QUANTITY = { min: 1, max: 1_000_000 };
const ITEM_NAME = 60;
const CONFIGURATION_NAME = 60;
const DESCRIPTION = 120;
const REFERENCE = /^[A-Za-z0-9_.-]+$/;
/** By currency: India and Brazil. */
const REFERENCE_LENGTH: Readonly<Record<string, number>> = { INR: 35, BRL: 60 };
const STATUSES = [
  'pending',
  'processing',
  'partially-shipped',
  'partially_shipped',
  'shipped',
  'completed',
  'canceled',
];

/**
 * A bill. The sums are checked, because a wrong one is refused without saying which.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/payments/payments-in/payment-links (seen 2025-11)
 */
export function checkOrderDetails(fields: Fields): void {
  checkOptionalHeader(fields, ['image']);
  checkBody(fields);
  checkFooter(fields);
  const action = openAction(fields, 'review_and_pay');
  const parameters = action.object('parameters');
  const currency = parameters.oneOf('currency', Object.keys(REFERENCE_LENGTH));
  checkReference(parameters, REFERENCE_LENGTH[currency] ?? 0);
  parameters.oneOf('type', ['physical-goods', 'digital-goods']);
  checkPaymentMeans(parameters);
  const total = checkOrder(parameters.object('order'));
  const told = readMoney(parameters, 'totalAmount');
  if (told !== total) {
    throw parameters.mistake('totalAmount.value', `is ${told}, but subtotal + tax + shipping − discount is ${total}`);
  }
  // Further members differ by country and provider of the payment.
  action.end();
}

/** Settings, or the name of a configuration as accounts of before 2024 have it. */
function checkPaymentMeans(parameters: Fields): void {
  if (parameters.has('paymentConfiguration')) {
    readBounded(parameters, 'paymentConfiguration', CONFIGURATION_NAME);
    if (!parameters.has('paymentSettings')) return;
  }
  parameters.list('paymentSettings', SETTINGS, (item, path) => void new Fields(item, path).text('type'));
}

function checkReference(parameters: Fields, max: number): void {
  const reference = readBounded(parameters, 'referenceId', max);
  if (!REFERENCE.test(reference)) throw parameters.mistake('referenceId', 'may hold letters, digits, _ . and - only');
}

/** What the order costs in all. */
function checkOrder(order: Fields): number {
  order.oneOf('status', ['pending']);
  const prices = order.list('items', ITEMS, checkItem);
  const sum = prices.reduce((all, price) => all + price, 0);
  const subtotal = readMoney(order, 'subtotal');
  if (subtotal !== sum) throw order.mistake('subtotal.value', `is ${subtotal}, but the items make ${sum}`);
  checkExpiration(order.optionalObject('expiration'));
  const optional = (name: string) => (order.has(name) ? readMoney(order, name) : 0);
  return subtotal + readMoney(order, 'tax') + optional('shipping') - optional('discount');
}

function checkItem(item: unknown, path: string): number {
  const fields = new Fields(item, path);
  readBounded(fields, 'name', ITEM_NAME);
  const price = readMoney(fields, 'amount');
  const sale = fields.has('saleAmount') ? readMoney(fields, 'saleAmount') : price;
  return sale * fields.number('quantity', QUANTITY);
}

/** Hundredths of the currency's unit. */
function readMoney(fields: Fields, name: string): number {
  const money = fields.object(name);
  const value = money.number('value', MONEY);
  if (!Number.isInteger(value)) throw money.mistake('value', 'must be a whole number of hundredths');
  money.number('offset', { min: OFFSET, max: OFFSET });
  return value;
}

function checkExpiration(expiration: Fields | undefined): void {
  if (expiration === undefined) return;
  if (!/^\d+$/.test(expiration.text('timestamp'))) {
    throw expiration.mistake('timestamp', 'must be seconds since 1970 as a string');
  }
  readBounded(expiration, 'description', DESCRIPTION);
}

export function checkOrderStatus(fields: Fields): void {
  checkBody(fields);
  checkFooter(fields);
  const action = openAction(fields, 'review_order');
  const parameters = action.object('parameters');
  parameters.text('referenceId');
  const order = parameters.object('order');
  order.oneOf('status', STATUSES);
  checkOptionalText(order, 'description', DESCRIPTION);
  action.end();
}
