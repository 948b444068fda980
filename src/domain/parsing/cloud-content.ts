/**
 * Content in the Cloud API's own shape (a member named like its type, snake_case), so that bots written for that API work unchanged.
 * Mistakes are named by the path in the bot's own object. Shapes: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages
 */
import type { MediaKind, OutboundContent, OutboundMediaContent, TextContent } from '../content.ts';
import { readCloudInteractive } from './cloud-interactive.ts';
import { readCloudTemplate } from './cloud-template.ts';
import { isDocumentWithText, readDocumentWithText } from './document-with-text.ts';
import { compact, type Fields, isRecord } from './fields.ts';
import { readUrl, requireOneSource } from './media.ts';
import { readLocation } from './place-and-people.ts';
import { readTemplateWithParams } from './template.ts';

const READERS: Readonly<Record<string, (fields: Fields) => OutboundContent>> = {
  text: readCloudText,
  image: (fields) => readCloudMedia('image', fields),
  video: (fields) => readCloudMedia('video', fields),
  audio: readCloudAudio,
  document: (fields) => readCloudMedia('document', fields),
  sticker: (fields) => readCloudMedia('sticker', fields),
  location: readLocation,
  reaction: (fields) => ({ type: 'reaction', messageId: fields.text('message_id'), emoji: fields.anyText('emoji') }),
  interactive: readCloudInteractive,
  template: (fields) =>
    typeof fields.value('language') === 'string' ? readTemplateWithParams(fields) : readCloudTemplate(fields),
};

/** Fields about the envelope: who gets it is decided elsewhere. */
const ENVELOPE = ['messaging_product', 'recipient_type', 'to', 'recipient'];

/** The kind, if `input` is an object of the Cloud API; `contacts` has its own tolerance (`readContacts`). */
export function cloudKindOf(input: Record<string, unknown>): string | undefined {
  const kinds = typeof input.type === 'string' ? [input.type] : Object.keys(READERS);
  return kinds.find((kind) => Object.hasOwn(READERS, kind) && isRecord(input[kind]));
}

export function readCloudContent(kind: string, fields: Fields): OutboundContent {
  const read = READERS[kind];
  if (read === undefined) throw fields.mistake('type', `is not a kind of the Cloud API: ${kind}`);
  ignoreEnvelope(fields);
  fields.ignore('type');
  if (kind === 'document' && isDocumentWithText(fields)) return readDocumentWithText(fields);
  const inner = fields.object(kind);
  const content = read(inner);
  inner.end();
  return content;
}

export function ignoreEnvelope(fields: Fields): void {
  fields.ignore(...ENVELOPE);
}

function readCloudText(fields: Fields): TextContent {
  return compact({ type: 'text' as const, text: fields.text('body'), previewUrl: fields.flag('preview_url') });
}

function readCloudAudio(fields: Fields): OutboundMediaContent {
  return readCloudMedia(fields.flag('voice') === true ? 'voice' : 'audio', fields);
}

function readCloudMedia(type: MediaKind, fields: Fields): OutboundMediaContent {
  const media = compact({
    url: readUrl(fields, 'link'),
    id: fields.optionalText('id'),
    fileName: fields.optionalText('filename'),
  });
  return compact({
    type,
    media: requireOneSource(media, fields.path, 'link'),
    caption: fields.optionalText('caption'),
  });
}
