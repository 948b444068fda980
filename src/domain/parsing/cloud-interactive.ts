import type { Header, OutboundContent, ReplyButton } from '../content.ts';
import { camelCaseKeys, snakeCase } from './cloud-names.ts';
import { readCommerce } from './commerce.ts';
import { catchMistake, compact, Fields, Mistake } from './fields.ts';
import { CHOICES, readSection, requireDistinctIds, requireDistinctRows } from './interactive.ts';
import { readRequiredUrl, readUrl, requireOneSource } from './media.ts';

/** Kinds that keep the Cloud API's members, with names in camelCase. */
const KEPT = {
  flow: 'flow',
  product: 'product',
  product_list: 'product_list',
  catalog_message: 'catalog',
  carousel: 'carousel',
  order_details: 'order_details',
  order_status: 'order_status',
  voice_call: 'voice_call',
  call_permission_request: 'call_permission_request',
  address_message: 'address_request',
} as const;

const KINDS = ['button', 'list', 'cta_url', 'location_request_message', 'request_contact_info', ...Object.keys(KEPT)];

/** The `interactive` object. Kinds that are not in our vocabulary can still be sent as `raw`. */
export function readCloudInteractive(fields: Fields): OutboundContent {
  const kind = fields.oneOf('type', KINDS);
  switch (kind) {
    case 'button':
      return { type: 'buttons', ...readFrame(fields), buttons: readReplyButtons(fields) };
    case 'list':
      return { type: 'list', ...readFrame(fields), ...readListAction(fields) };
    case 'cta_url':
      return { type: 'cta_url', ...readFrame(fields), ...readUrlAction(fields) };
    case 'location_request_message':
      fields.ignore('action');
      return { type: 'location_request', text: readFrame(fields).text };
    case 'request_contact_info':
      fields.ignore('action');
      return { type: 'contact_request', text: readFrame(fields).text };
    default:
      return readKept(KEPT[kind as keyof typeof KEPT], fields);
  }
}

/** Mistakes are told by the bot's own names. */
function readKept(type: (typeof KEPT)[keyof typeof KEPT], fields: Fields): OutboundContent {
  const members = camelCaseKeys(fields.rest());
  const read = catchMistake(() => readCommerce(type, members, ''));
  if (read.ok) return read.value;
  throw new Mistake(fields.pathOf(snakeCase(read.mistake.path)), read.mistake.message);
}

function readFrame(fields: Fields): { text: string; header?: Header; footer?: string } {
  return compact({
    text: readBoxed(fields, 'body') ?? missing(fields, 'body'),
    header: readCloudHeader(fields.optionalObject('header')),
    footer: readBoxed(fields, 'footer'),
  });
}

function missing(fields: Fields, name: string): never {
  throw fields.mistake(name, 'is missing');
}

/** `{text}` around a string. */
function readBoxed(fields: Fields, name: string): string | undefined {
  const box = fields.optionalObject(name);
  const text = box?.text('text');
  box?.end();
  return text;
}

function readCloudHeader(fields: Fields | undefined): Header | undefined {
  if (fields === undefined) return undefined;
  const type = fields.oneOf('type', ['text', 'image', 'video', 'document']);
  if (type === 'text') {
    const text = fields.text('text');
    fields.end();
    return { type, text };
  }
  const source = fields.object(type);
  const media = compact({
    url: readUrl(source, 'link'),
    id: source.optionalText('id'),
    fileName: source.optionalText('filename'),
  });
  source.end();
  fields.end();
  return { type, media: requireOneSource(media, source.path, 'link') };
}

function readReplyButtons(fields: Fields): ReplyButton[] {
  const action = fields.object('action');
  const buttons = action.list('buttons', CHOICES, (item, path) => {
    const button = new Fields(item, path);
    button.ignore('type');
    const reply = button.object('reply');
    const read = { id: reply.text('id'), title: reply.text('title') };
    reply.end();
    button.end();
    return read;
  });
  requireDistinctIds(buttons, (index) => `${action.pathOf('buttons')}[${index}].reply.id`);
  action.end();
  return buttons;
}

function readListAction(fields: Fields) {
  const action = fields.object('action');
  const read = { button: action.text('button'), sections: action.list('sections', CHOICES, readSection) };
  requireDistinctRows(read.sections, (section, row) => `${action.pathOf('sections')}[${section}].rows[${row}].id`);
  action.end();
  return read;
}

function readUrlAction(fields: Fields): { label: string; url: string } {
  const action = fields.object('action');
  action.ignore('name');
  const parameters = action.object('parameters');
  const read = { label: parameters.text('display_text'), url: readRequiredUrl(parameters, 'url') };
  parameters.end();
  action.end();
  return read;
}
