import type { OutboundMedia, TemplateContent, TemplateParameter } from '../../../domain/content.ts';
import type { Template } from '../../../domain/template.ts';
import { renderNamedMedia } from '../../kit/cloud/render-media.ts';
import { asText, isObject, type JsonObject } from '../../kit/json.ts';
import { valueText } from '../../kit/template-values.ts';

type Rendered = { ok: true; fields: Readonly<Record<string, string>> } | { ok: false; message: string };
type Card = NonNullable<TemplateContent['carousel']>[number];
type Button = NonNullable<TemplateContent['buttons']>[number];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The fields of `POST /template/msg` that say which template with which values. https://docs.gupshup.io/docs/template-messages (seen 2026-06)
 */
export function renderTemplate(content: TemplateContent, template: Template | undefined): Rendered {
  const id = template?.providerId ?? (UUID.test(content.name) ? content.name : undefined);
  if (id === undefined) {
    const which = `${content.name} (${content.language})`;
    return {
      ok: false,
      message: `Gupshup names templates by id, and that of ${which} is not known: read the templates first.`,
    };
  }
  const params = readValues(content);
  if (params.includes(undefined)) return { ok: false, message: 'Every value of a template needs a text at Gupshup.' };
  const media = renderHeader(content.header);
  const postbacks = (content.buttons ?? []).flatMap(renderPostback);
  return {
    ok: true,
    fields: {
      template: JSON.stringify({ id, params }),
      ...(media !== undefined && { message: JSON.stringify(media) }),
      ...(postbacks.length > 0 && { postbackTexts: JSON.stringify(postbacks) }),
    },
  };
}

/** In order of appearance: header, body, buttons, then the cards alike. */
function readValues(content: TemplateContent): (string | undefined)[] {
  const parts: readonly Pick<Card, 'header' | 'body' | 'buttons'>[] = [content, ...(content.carousel ?? [])];
  return parts.flatMap(({ header, body = [], buttons = [] }) => [
    ...(header?.type === 'text' ? [valueText(header)] : []),
    ...body.map(valueText),
    ...buttons.flatMap(readButton),
  ]);
}

/** A quick reply's payload travels apart; other buttons have one value at most. */
function readButton(button: unknown): string[] {
  if (!isObject(button) || button.type === 'quick_reply') return [];
  const value = asText(button.text) ?? asText(button.code) ?? asText(button.couponCode);
  return value === undefined ? [] : [value];
}

function renderPostback({ index, type, payload }: Button) {
  const text = type === 'quick_reply' ? asText(payload) : undefined;
  return text === undefined ? [] : [{ index, text }];
}

/** Files and places above the text. */
function renderHeader(header: TemplateParameter | undefined): JsonObject | undefined {
  if (header === undefined || header.type === 'text') return undefined;
  const { type, media, location } = header;
  if (type === 'location' && isObject(location)) {
    const { longitude, latitude } = location;
    return { type, location: { longitude: String(longitude), latitude: String(latitude) } };
  }
  // It was checked at the edge.
  return isObject(media) ? { type, [type]: renderNamedMedia(type, media as OutboundMedia) } : undefined;
}
