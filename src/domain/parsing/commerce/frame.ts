import { countCodePoints } from '../../text-split.ts';
import { type Bounds, Fields } from '../fields.ts';
import { readMedia, readUrl, requireOneSource } from '../media.ts';

/** Lengths in code points of what stands around every commerce message. WhatsApp's own, whoever carries the message. */
const BODY = 1_024;
const HEADER = 60;
const FOOTER = 60;
export const BUTTON_LABEL = 20;

/** A required text that is not too long. */
export function readBounded(fields: Fields, name: string, max: number): string {
  const text = fields.text(name);
  const length = countCodePoints(text);
  if (length > max) throw fields.mistake(name, `has ${length} characters, at most ${max} are allowed`);
  return text;
}

export function checkOptionalText(fields: Fields, name: string, max: number): void {
  if (fields.has(name)) readBounded(fields, name, max);
}

/** `{text}` around a text. */
function checkBoxed(fields: Fields, name: string, max: number): void {
  const box = fields.object(name);
  readBounded(box, 'text', max);
  box.end();
}

export function checkBody(fields: Fields): void {
  checkBoxed(fields, 'body', BODY);
}

export function checkOptionalBody(fields: Fields): void {
  if (fields.has('body')) checkBody(fields);
}

export function checkFooter(fields: Fields): void {
  if (fields.has('footer')) checkBoxed(fields, 'footer', FOOTER);
}

type HeaderKind = 'text' | 'image' | 'video' | 'document';

/** In the vocabulary's form (`media: {url}` or `{id}`) or the Cloud API's (`image: {link}` or `{id}`). */
export function checkHeader(fields: Fields, kinds: readonly HeaderKind[]): HeaderKind {
  const header = fields.object('header');
  const type = header.oneOf('type', kinds);
  if (type === 'text') readBounded(header, 'text', HEADER);
  else if (header.has('media')) readMedia(header.value('media'), header.pathOf('media'));
  else checkCloudMedia(header.object(type));
  header.end();
  return type;
}

function checkCloudMedia(source: Fields): void {
  const url = readUrl(source, 'link');
  const id = source.optionalText('id');
  source.ignore('filename');
  source.end();
  requireOneSource({ ...(url !== undefined && { url }), ...(id !== undefined && { id }) }, source.path, 'link');
}

export function checkOptionalHeader(fields: Fields, kinds: readonly HeaderKind[]): void {
  if (fields.has('header')) checkHeader(fields, kinds);
}

/** `action`; its name may be left out, for there is only one. */
export function openAction(fields: Fields, name?: string): Fields {
  const action = fields.object('action');
  if (name !== undefined && action.has('name')) action.oneOf('name', [name]);
  return action;
}

/** Each item of a list as fields. */
export function checkEach(fields: Fields, name: string, bounds: Bounds, check: (item: Fields) => void): number {
  return fields.list(name, bounds, (item, path) => {
    const read = new Fields(item, path);
    check(read);
    read.end();
  }).length;
}
