import type { DisplayButton, DisplayContent } from '../../kit/display-content.ts';
import { toDataUrl } from '../../kit/media.ts';
import type { MediaLibrary } from '../media-library.ts';
import { fillIn, type Template, type TemplateButton } from '../template.ts';
import type { RcmContent, SentAttachment } from './content-schemas.ts';
import { displayInteractive } from './display-interactive.ts';
import { type FilledTemplate, variableLinks } from './template-check.ts';

export interface Shown {
  /** The phones' word for the kind of message. */
  kind: string;
  content: DisplayContent;
}

const FAMILIES = { image: 'image/*', sticker: 'image/*', video: 'video/*', audio: 'audio/*', document: undefined };

/** What a phone shows of a message; `filled` is the template that it sends, if it does. */
export function renderDisplay(content: RcmContent, library: MediaLibrary, filled?: FilledTemplate): Shown {
  switch (content.type) {
    case 'TEXT':
      return { kind: 'text', content: { text: content.text } };
    case 'TEMPLATE':
    case 'MEDIA_TEMPLATE':
      return { kind: 'template', content: filled ? displayTemplate(filled) : {} };
    case 'ATTACHMENT':
      return { kind: content.attachment.type, content: displayAttachment(content.attachment, library) };
    case 'LOCATION': {
      const { latitude, longitude, name, address } = content.location;
      const location = { latitude, longitude, ...(name && { name }), ...(address && { address }) };
      return { kind: 'location', content: { location } };
    }
    case 'INTERACTIVE':
      return { kind: content.interactive.type, content: displayInteractive(content.interactive) };
  }
}

function displayAttachment(attachment: SentAttachment, library: MediaLibrary): DisplayContent {
  const { type, url, id = '', attachmentData, mimeType: givenType = '', caption } = attachment;
  const data = attachmentData && toDataUrl({ bytes: Buffer.from(attachmentData, 'base64'), mimeType: givenType });
  const mediaUrl = url ?? data ?? library.show(id);
  const mimeType = givenType || library.get(id)?.file.mimeType || FAMILIES[type];
  const fileName = attachment.fileName ?? attachment.filename;
  return {
    ...(mediaUrl && { mediaUrl }),
    ...(mimeType && { mimeType }),
    ...(fileName && { fileName }),
    ...(caption && { text: caption }),
  };
}

function displayTemplate({ template, values, media, buttons: sent }: FilledTemplate): DisplayContent {
  const { name, language, header, body, footer, buttons = [] } = template;
  const headerText = media?.type === 'text' ? fillIn(headerOf(header), [media.title]) : headerOf(header);
  const replies = displayReplies(buttons, sent?.quickReplies ?? []);
  return {
    ...(headerText && { header: headerText }),
    ...displayMedia(media),
    text: fillIn(body, values),
    ...(footer && { footer }),
    ...(replies.length > 0 && { buttons: replies }),
    ...displayLink(template, sent),
    template: { name, language },
  };
}

function headerOf(header: FilledTemplate['template']['header']): string {
  return header?.kind === 'text' ? header.text : '';
}

function displayMedia(media: FilledTemplate['media']): DisplayContent {
  if (!media || media.type === 'text') return {};
  const fileName = media.fileName ?? media.filename;
  const mimeType = FAMILIES[media.type];
  return { mediaUrl: media.url, ...(mimeType && { mimeType }), ...(fileName && { fileName }) };
}

/**
 * Quick replies with their payloads. Whether `index` counts all buttons or quick replies alone is not known: where every
 * reply has a payload, the order decides; otherwise `index` counts quick replies.
 */
function displayReplies(
  buttons: readonly TemplateButton[],
  sent: readonly { index: number; payload: string }[],
): DisplayButton[] {
  const replies = buttons.filter(({ kind }) => kind === 'quick_reply');
  const inOrder = sent.toSorted((one, other) => one.index - other.index);
  const payloadAt = (place: number) =>
    (sent.length === replies.length ? inOrder[place] : sent.find(({ index }) => index === place))?.payload;
  return replies.map(({ text }, place) => ({ id: payloadAt(place) ?? text, title: text }));
}

/** A phone shows one link. */
function displayLink(template: Template, sent: FilledTemplate['buttons']): DisplayContent {
  const button = template.buttons?.find(({ kind }) => kind === 'url');
  if (button?.kind !== 'url') return {};
  const end = variableLinks(template)[0] === button ? (sent?.actions?.[0]?.payload ?? '') : '';
  return { link: { label: button.text, url: fillIn(button.url, [end]) } };
}
