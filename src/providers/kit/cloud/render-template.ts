import type { OutboundMedia, TemplateContent, TemplateParameter } from '../../../domain/content.ts';
import { asText, isObject, withoutUndefined } from '../json.ts';
import { renderNamedMedia } from './render-media.ts';
import { toSnakeCase } from './snake-case.ts';

type Component = Record<string, unknown>;
type Button = NonNullable<TemplateContent['buttons']>[number];

/**
 * Components are sent only where the template has variables; a named parameter carries its name.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/template-messages (seen 2026-09)
 */
export function renderTemplate(content: TemplateContent): Record<string, unknown> {
  const components = renderComponents(content);
  if (content.limitedTimeOffer !== undefined) components.push(renderOffer(content.limitedTimeOffer));
  if (content.carousel !== undefined) {
    const cards = content.carousel.map((card, card_index) => ({
      card_index,
      // The contract leaves a card's buttons open; they are those of a template.
      components: renderComponents({ ...card, buttons: (card.buttons ?? []) as Button[] }),
    }));
    components.push({ type: 'carousel', cards });
  }
  const { name, language } = content;
  return { name, language: { code: language }, ...(components.length > 0 && { components }) };
}

function renderOffer({ expiresAt }: NonNullable<TemplateContent['limitedTimeOffer']>): Component {
  const limited_time_offer = { expiration_time_ms: Date.parse(expiresAt) };
  return { type: 'limited_time_offer', parameters: [{ type: 'limited_time_offer', limited_time_offer }] };
}

function renderComponents({
  header,
  body,
  buttons,
}: Pick<TemplateContent, 'header' | 'body' | 'buttons'>): Component[] {
  const components: Component[] = [];
  if (header !== undefined) components.push({ type: 'header', parameters: [renderParameter(header)] });
  if (body !== undefined && body.length > 0) {
    components.push({ type: 'body', parameters: body.map(renderParameter) });
  }
  return [...components, ...(buttons ?? []).flatMap(renderButton)];
}

function renderParameter(parameter: string | TemplateParameter): Record<string, unknown> {
  if (typeof parameter === 'string') return { type: 'text', text: parameter };
  const { type, name, media, ...rest } = parameter;
  return withoutUndefined({
    type,
    parameter_name: name,
    ...toSnakeCase(rest),
    // The vocabulary's `media` is `{url}` or `{id}`; it was checked at the edge.
    ...(isObject(media) && { [type]: renderNamedMedia(type, media as OutboundMedia) }),
  });
}

/** A button without variables is not mentioned: its label is the payload, its address is the template's. */
function renderButton({ index, type, ...values }: Button): Component[] {
  if (Object.keys(values).length === 0) return [];
  const sub_type = type.toLowerCase();
  return [{ type: 'button', sub_type, index: String(index), parameters: renderButtonParameters(sub_type, values) }];
}

/** Parameters in the Cloud API's own form pass; otherwise the one value that this kind of button takes is enough. */
function renderButtonParameters(type: string, values: Readonly<Record<string, unknown>>): unknown[] {
  if (Array.isArray(values.parameters)) return values.parameters;
  switch (type) {
    case 'quick_reply':
      return [{ type: 'payload', payload: asText(values.payload) ?? '' }];
    case 'url':
      return [{ type: 'text', text: asText(values.text) ?? '' }];
    case 'copy_code':
      return [{ type: 'coupon_code', coupon_code: asText(values.couponCode) ?? asText(values.code) ?? '' }];
    case 'voice_call':
      return [{ type: 'ttl_minutes', ttl_minutes: values.ttlMinutes }];
    default:
      return [{ type: 'action', action: isObject(values.action) ? values.action : toSnakeCase(values) }];
  }
}
