import type { TemplateContent } from '../../domain/content.ts';
import type { TemplateButton } from '../../domain/template.ts';
import { asNumber, asObject, asText, isObject, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { atMost, Mistake, required } from './mistake.ts';
import { renderProductSections } from './render-commerce.ts';
import { renderBill } from './render-order.ts';

export type TemplateButtonValues = TemplateContent['buttons'];
type Button = NonNullable<TemplateButtonValues>[number];

const PAYLOAD = 128;
const CODE = 15;
const FLOW_TOKEN = 3_000;

/**
 * The buttons that change with every message, in the template's order. They have no index at Infobip: where one quick reply has a payload
 * of its own, the ones before it must have theirs too, which is then their label.
 */
export function renderTemplateButtons(
  buttons: TemplateButtonValues,
  { known, now }: { known: readonly TemplateButton[] | undefined; now: number },
): JsonObject[] | undefined {
  const given = (buttons ?? []).filter(({ index: _index, type: _type, ...values }) => Object.keys(values).length > 0);
  if (given.length === 0) return undefined;
  const indexes = new Set(given.map(({ index }) => index));
  const hasReply = given.some(({ type }) => type.toLowerCase() === 'quick_reply');
  const labelled = (known ?? []).flatMap(({ type, text }, index): Button[] =>
    hasReply && type === 'quick_reply' && !indexes.has(index) ? [{ index, type, payload: text }] : [],
  );
  return [...given, ...labelled]
    .toSorted((one, other) => one.index - other.index)
    .map((button) => renderButton(button, now));
}

function renderButton({ index, type, ...given }: Button, now: number): JsonObject {
  const path = `buttons[${index}]`;
  // Where somebody kept the Cloud API's list of parameters, its one element has the value.
  const values = Array.isArray(given.parameters) ? asObject(given.parameters[0]) : given;
  const action = isObject(values.action) ? values.action : values;
  switch (type.toLowerCase()) {
    case 'quick_reply':
      return { type: 'QUICK_REPLY', parameter: text(values.payload, `${path}.payload`, PAYLOAD) };
    case 'url':
    case 'otp':
      return { type: 'URL', parameter: text(values.text, `${path}.text`) };
    case 'copy_code':
      return { type: 'COPY_CODE', parameter: text(values.couponCode ?? values.code, `${path}.couponCode`, CODE) };
    case 'flow':
      return renderFlow(action, path);
    case 'catalog':
      return withoutUndefined({
        type: 'CATALOG',
        thumbnailProductRetailerId: asText(action.thumbnailProductRetailerId),
      });
    case 'mpm':
    case 'multi_product':
      return withoutUndefined({
        type: 'MULTI_PRODUCT',
        thumbnailProductRetailerId: asText(action.thumbnailProductRetailerId),
        sections: renderProductSections(action.sections),
      });
    case 'order_details':
      return { type: 'ORDER_DETAILS', action: renderBill(asObject(action.parameters ?? action.orderDetails), now) };
    case 'voice_call':
      return withoutUndefined({
        type: 'VOICE_CALL',
        callValidityPeriod: asNumber(values.ttlMinutes),
        callContextPayload: asText(values.payload),
      });
    default:
      throw new Mistake(`${path}.type: Infobip takes no values for ${type}.`);
  }
}

function renderFlow(action: JsonObject, path: string): JsonObject {
  const flowToken = asText(action.flowToken);
  const data = action.flowActionData ?? action.data;
  return withoutUndefined({
    type: 'FLOW',
    flowToken: flowToken === undefined ? undefined : atMost(FLOW_TOKEN, flowToken, `${path}.flowToken`),
    data: isObject(data) ? data : undefined,
  });
}

function text(value: unknown, path: string, max = Number.POSITIVE_INFINITY): string {
  return atMost(max, required(asText(value), path), path);
}
