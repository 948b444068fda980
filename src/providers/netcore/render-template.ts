import type { OutboundMedia, TemplateContent, TemplateParameter } from '../../domain/content.ts';
import type { Template } from '../../domain/template.ts';
import { asText, isObject, withoutUndefined } from '../kit/json.ts';
import { bodyValues, valueText } from '../kit/template-values.ts';
import type { ContentBlocks } from './wire.ts';

type Button = NonNullable<TemplateContent['buttons']>[number];

const MEDIA: readonly string[] = ['image', 'video', 'document'];

/** `template`, or with a file above it `media_template`. A text says why it cannot be rendered. */
export function renderTemplate(content: TemplateContent, template: Template | undefined): ContentBlocks | string {
  const { name, language, header, carousel, limitedTimeOffer } = content;
  if (carousel !== undefined || limitedTimeOffer !== undefined) {
    return 'Netcore knows neither carousels nor offers that end in templates.';
  }
  const attributes = renderAttributes(content, template);
  if (typeof attributes === 'string') return attributes;
  const block = { name, attributes, language: { locale: language, policy: 'deterministic' } };
  if (header === undefined || header.type === 'text') return { message_type: 'template', type_template: [block] };
  const media = renderHeader(header);
  if (typeof media === 'string') return media;
  return { message_type: 'media_template', type_media_template: media, type_template: [block] };
}

/** In order: a text above, the body, and at the end what the address of a button goes on with. */
function renderAttributes(content: TemplateContent, template: Template | undefined): readonly string[] | string {
  const values = bodyValues(content, template);
  if (typeof values === 'string') return values;
  const above = content.header?.type === 'text' ? valueText(content.header) : undefined;
  const behind = (content.buttons ?? []).flatMap((button) => buttonValue(button) ?? []);
  return [...(above === undefined ? [] : [above]), ...values, ...behind];
}

/** What a quick reply answers is part of the template. */
function buttonValue({ type, text, code, couponCode }: Button): string | undefined {
  return type.toLowerCase() === 'quick_reply' ? undefined : (asText(text) ?? asText(code) ?? asText(couponCode));
}

function renderHeader({ type, media }: TemplateParameter): Record<string, unknown> | string {
  if (!MEDIA.includes(type) || !isObject(media)) return `Netcore knows no ${type} above templates.`;
  const { url, fileName } = media as OutboundMedia; // It was checked at the edge.
  if (url === undefined) return 'Netcore fetches the file above a template itself: give its url.';
  return withoutUndefined({ type, url, filename: type === 'document' ? fileName : undefined });
}
