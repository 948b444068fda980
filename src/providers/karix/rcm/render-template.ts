import type { OutboundMedia, TemplateContent, TemplateParameter } from '../../../domain/content.ts';
import type { Template } from '../../../domain/template.ts';
import { asText, isObject, withoutUndefined } from '../../kit/json.ts';
import { bodyValues, valueText } from '../../kit/template-values.ts';
import type { RcmContent } from './wire.ts';

type Button = NonNullable<TemplateContent['buttons']>[number];
type Members = Readonly<Record<string, unknown>>;

const MEDIA: readonly string[] = ['image', 'video', 'document'];
/** Links are the operator's: Karix may shorten none. */
const LINKS = { preview_url: false, shorten_url: false } as const;

/** TEMPLATE where only the body has values, otherwise MEDIA_TEMPLATE. A text says why it cannot be rendered. */
export function renderTemplate(content: TemplateContent, template: Template | undefined): RcmContent | string {
  const { name: templateId, header, buttons = [], carousel, limitedTimeOffer } = content;
  if (carousel !== undefined || limitedTimeOffer !== undefined) {
    return 'Karix knows neither carousels nor offers that end in templates.';
  }
  const values = bodyValues(content, template);
  if (typeof values === 'string') return values;
  const media = header === undefined ? undefined : renderHeader(header);
  if (typeof media === 'string') return media;
  const rendered = renderButtons(buttons);
  if (typeof rendered === 'string') return rendered;
  const numbered = numberFromZero(values);
  if (media === undefined && rendered === undefined) {
    return { type: 'TEMPLATE', ...LINKS, template: { templateId, parameterValues: numbered } };
  }
  const mediaTemplate = withoutUndefined({ templateId, media, bodyParameterValues: numbered, buttons: rendered });
  return { type: 'MEDIA_TEMPLATE', ...LINKS, mediaTemplate };
}

function numberFromZero(values: readonly string[]): Record<string, string> {
  return Object.fromEntries(values.map((value, index) => [String(index), value]));
}

/** A file, or a text with a variable. */
function renderHeader(header: TemplateParameter): Members | string {
  if (header.type === 'text') return { type: 'text', title: valueText(header) ?? '' };
  if (!MEDIA.includes(header.type) || !isObject(header.media)) return `Karix knows no ${header.type} above templates.`;
  const { url, fileName } = header.media as OutboundMedia; // It was checked at the edge.
  if (url === undefined) return 'Karix fetches the file above a template itself: give its url.';
  return withoutUndefined({ type: header.type, url, fileName: header.type === 'document' ? fileName : undefined });
}

/** Undefined: none has a value. */
function renderButtons(buttons: readonly Button[]): Members | string | undefined {
  const actions: Members[] = [];
  const quickReplies: Members[] = [];
  for (const { index, type, ...values } of buttons) {
    if (Object.keys(values).length === 0) continue;
    const payload = asText(values.payload) ?? asText(values.text);
    if (payload === undefined) return `The button ${index} has no value that Karix takes.`;
    if (type === 'quick_reply') quickReplies.push({ index: String(index), payload });
    // A one-time password is sent as the end of an address.
    else if (type === 'url' || type === 'otp') actions.push({ type: 'url', index: String(index), payload });
    else return `Karix takes no value for a button of type ${type}.`;
  }
  if (actions.length === 0 && quickReplies.length === 0) return undefined;
  return { ...(actions.length > 0 && { actions }), ...(quickReplies.length > 0 && { quickReplies }) };
}
