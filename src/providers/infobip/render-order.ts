import type { CommerceContent } from '../../domain/content.ts';
import { asList, asNumber, asObject, asText, isObject, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { Mistake, required } from './mistake.ts';
import { renderPayment } from './render-payment.ts';

const PATH = 'action.parameters';
const ORIGIN = ['originCountry', 'importerName', 'importerAddress'];
const SHORTEST_EXPIRATION_S = 360;

/** A bill. Amounts are hundredths, as everywhere. https://www.infobip.com/docs/whatsapp/payments (seen 2026-07) */
export function renderOrderDetails({ action }: CommerceContent, now: number): JsonObject {
  return renderBill(asObject(asObject(action).parameters), now);
}

/** Also within a template's button. */
export function renderBill(parameters: JsonObject, now: number): JsonObject {
  const { payment, configuration } = renderPayment(parameters);
  return withoutUndefined({
    payment,
    paymentConfiguration: configuration,
    orderCurrency: required(asText(parameters.currency), `${PATH}.currency`),
    orderType: required(asText(parameters.type), `${PATH}.type`).toUpperCase().replaceAll('-', '_'),
    totalAmount: amount(parameters.totalAmount, `${PATH}.totalAmount`),
    order: renderOrder(asObject(parameters.order), now),
  });
}

function renderOrder(order: JsonObject, now: number): JsonObject {
  const path = `${PATH}.order`;
  return withoutUndefined({
    catalogId: asText(order.catalogId),
    items: renderItems(order, `${path}.items`),
    subtotal: amount(order.subtotal, `${path}.subtotal`),
    tax: described(order.tax, `${path}.tax`),
    shipping: order.shipping === undefined ? undefined : described(order.shipping, `${path}.shipping`),
    discount: renderDiscount(order.discount, `${path}.discount`),
    orderExpiration: renderExpiration(order.expiration, now),
    orderDetailsType: asText(order.type)?.toUpperCase(),
  });
}

/** What is in no catalogue must say where it comes from. */
function renderItems({ items, catalogId }: JsonObject, path: string): JsonObject[] {
  return asList(items).map((value, index) => {
    const item = renderItem(asObject(value), `${path}[${index}]`);
    for (const member of catalogId === undefined ? ORIGIN : []) {
      required(item[member], `${path}[${index}].${member} (or a catalogId of the order)`);
    }
    return item;
  });
}

function renderItem(item: JsonObject, path: string): JsonObject {
  const importer = asObject(item.importerAddress);
  return withoutUndefined({
    retailerId: required(asText(item.retailerId), `${path}.retailerId`),
    name: required(asText(item.name), `${path}.name`),
    amount: amount(item.amount, `${path}.amount`),
    saleAmount: item.saleAmount === undefined ? undefined : amount(item.saleAmount, `${path}.saleAmount`),
    quantity: asNumber(item.quantity),
    originCountry: asText(item.originCountry) ?? asText(item.countryOfOrigin),
    importerName: asText(item.importerName),
    importerAddress: isObject(item.importerAddress) ? renderImporter(importer) : undefined,
  });
}

function renderImporter(address: JsonObject): JsonObject {
  return withoutUndefined({
    firstAddressLine: asText(address.addressLine1),
    secondAddressLine: asText(address.addressLine2),
    city: asText(address.city),
    zoneCode: asText(address.zoneCode),
    postalCode: asText(address.postalCode),
    countryCode: asText(address.countryCode),
  });
}

function renderDiscount(value: unknown, path: string): JsonObject | undefined {
  if (value === undefined) return undefined;
  return withoutUndefined({
    amount: described(value, path),
    programName: asText(asObject(value).discountProgramName),
  });
}

/** The moment becomes a time from now. */
function renderExpiration(value: unknown, now: number): JsonObject | undefined {
  if (value === undefined) return undefined;
  const { timestamp, description } = asObject(value);
  const expirationSeconds = Math.floor((asNumber(timestamp) ?? 0) - now / 1_000);
  if (expirationSeconds < SHORTEST_EXPIRATION_S) {
    throw new Mistake(`${PATH}.order.expiration.timestamp must be at least ${SHORTEST_EXPIRATION_S} seconds from now.`);
  }
  return { expirationSeconds, description: asText(description) ?? '' };
}

/** Hundredths, which go without saying at Infobip. */
function amount(value: unknown, path: string): JsonObject {
  return { value: required(asNumber(asObject(value).value), `${path}.value`) };
}

function described(value: unknown, path: string): JsonObject {
  return withoutUndefined({ ...amount(value, path), description: asText(asObject(value).description) });
}

/** `paymentType` is that of the bill; a bot may also give it, as `action.parameters.payment.type`. */
export function renderOrderStatus({ action }: CommerceContent, paymentType: string | undefined): JsonObject {
  const { referenceId, payment, order } = asObject(asObject(action).parameters);
  const { status, description } = asObject(order);
  const type = asText(asObject(payment).type) ?? paymentType;
  if (type === undefined) {
    throw new Mistake(
      `${PATH}.payment.type is missing: the bill did not go out from here. It is a word such as UPI_LINK.`,
    );
  }
  return withoutUndefined({
    payment: { type, id: required(asText(referenceId), `${PATH}.referenceId`) },
    status: (asText(status) ?? '').toUpperCase().replaceAll('-', '_'),
    description: asText(description),
  });
}
