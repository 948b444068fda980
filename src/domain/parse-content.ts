import {
  type CommerceContent,
  type OutboundContent,
  type OutboundKind,
  type TextContent,
  UNNAMED_PROVIDER,
} from './content.ts';
import { cloudKindOf, ignoreEnvelope, readCloudContent } from './parsing/cloud-content.ts';
import { readCommerce } from './parsing/commerce.ts';
import { catchMistake, compact, Fields, isRecord, readText } from './parsing/fields.ts';
import { readButtons, readContactRequest, readCtaUrl, readList, readLocationRequest } from './parsing/interactive.ts';
import { readMediaContent } from './parsing/media.ts';
import { readContacts, readLocation, readReaction } from './parsing/place-and-people.ts';
import { readTemplate } from './parsing/template.ts';

/** `path` leads to the mistake (`buttons[2].title`), empty for the whole; `message` continues it (“is missing”). */
export type ParsedContent = { ok: true; content: OutboundContent } | { ok: false; path: string; message: string };

const READERS: Readonly<Record<OutboundKind, (fields: Fields) => OutboundContent>> = {
  text: readTextContent,
  image: (fields) => readMediaContent('image', fields),
  video: (fields) => readMediaContent('video', fields),
  audio: (fields) => readMediaContent('audio', fields),
  voice: (fields) => readMediaContent('voice', fields),
  document: (fields) => readMediaContent('document', fields),
  sticker: (fields) => readMediaContent('sticker', fields),
  location: readLocation,
  contacts: readContacts,
  buttons: readButtons,
  list: readList,
  cta_url: readCtaUrl,
  location_request: readLocationRequest,
  contact_request: readContactRequest,
  carousel: commerce('carousel'),
  flow: commerce('flow'),
  product: commerce('product'),
  product_list: commerce('product_list'),
  catalog: commerce('catalog'),
  order_details: commerce('order_details'),
  order_status: commerce('order_status'),
  voice_call: commerce('voice_call'),
  call_permission_request: commerce('call_permission_request'),
  address_request: commerce('address_request'),
  template: readTemplate,
  reaction: readReaction,
  raw: (fields) => ({ type: 'raw', provider: fields.text('provider'), payload: fields.record('payload') }),
};

/** Every `type` that an object to be sent may have. */
export const OUTBOUND_KINDS = Object.keys(READERS) as readonly OutboundKind[]; // the keys of a Record over all kinds

/** Members by which somebody means words for a person, never a provider's own request. */
const MEANT_FOR_PEOPLE = ['text', 'message_text'];

/**
 * Reads what the API, a bot or a flow wants said on a channel: the one rule of all three. A string is text. An object is content
 * (`parseContent`), or words of the channel's own provider: then it comes as `raw` of `UNNAMED_PROVIDER`, and whoever knows the channel
 * settles it (`native.ts`).
 */
export function parseSaid(input: unknown): ParsedContent {
  return isRecord(input) && mayBeNative(input)
    ? { ok: true, content: { type: 'raw', provider: UNNAMED_PROVIDER, payload: input } }
    : parseContent(input);
}

function mayBeNative(input: Record<string, unknown>): boolean {
  const isOurs = OUTBOUND_KINDS.some((kind) => kind === input.type) || cloudKindOf(input) !== undefined;
  const saysMore = Object.keys(input).some((name) => name !== 'type');
  return !isOurs && saysMore && !MEANT_FOR_PEOPLE.some((name) => Object.hasOwn(input, name));
}

/**
 * Reads content: a string is text, an object has a `type`; an object in the Cloud API's own shape is normalised. Strict: a wrong type, a
 * missing or an unknown field is a mistake. Limits of providers are not checked here (`degrade.ts`).
 */
export function parseContent(input: unknown): ParsedContent {
  const read = catchMistake(() => readContent(input));
  return read.ok
    ? { ok: true, content: read.value }
    : { ok: false, path: read.mistake.path, message: read.mistake.message };
}

function readContent(input: unknown): OutboundContent {
  if (!isRecord(input)) {
    return typeof input === 'string' ? { type: 'text', text: readText(input, '') } : readByType(new Fields(input, ''));
  }
  const fields = new Fields(input, '');
  const cloudKind = cloudKindOf(input);
  const content = cloudKind === undefined ? readByType(fields) : readCloudContent(cloudKind, fields);
  fields.end();
  return content;
}

function readByType(fields: Fields): OutboundContent {
  if (!fields.has('type')) throw fields.mistake('type', `is missing: one of ${OUTBOUND_KINDS.join(', ')}`);
  const type = fields.oneOf('type', OUTBOUND_KINDS);
  if (type === 'contacts') ignoreEnvelope(fields);
  return READERS[type](fields);
}

function readTextContent(fields: Fields): TextContent {
  return compact({ type: 'text' as const, text: fields.text('text'), previewUrl: fields.flag('previewUrl') });
}

function commerce(type: CommerceContent['type']): (fields: Fields) => CommerceContent {
  return (fields) => readCommerce(type, fields.rest(), fields.path);
}
