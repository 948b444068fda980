import { asList, asObject, asText, asWord, type JsonObject, withoutUndefined } from '../kit/json.ts';

/** What the types of a Content resource have in common, whatever they are called there. */
export interface ContentShape extends ContentPart {
  /** `twilio/quick-reply`, … */
  type: string;
  cards: readonly ContentPart[];
}

export interface ContentPart {
  body: string;
  header?: string;
  mediaUrl?: string;
  footer?: string;
  actions: readonly ContentAction[];
}

export interface ContentAction {
  /** `quick_reply`, `url`, `phone_number`, `copy_code`, … */
  type: string;
  title: string;
  url?: string;
  phone?: string;
  id?: string;
  code?: string;
}

/** Of several types WhatsApp shows the richest. https://www.twilio.com/docs/content/content-types-overview (seen 2026-04) */
const RICHEST_FIRST = [
  'whatsapp/authentication',
  'whatsapp/flows',
  'twilio/carousel',
  'whatsapp/card',
  'twilio/card',
  'twilio/catalog',
  'twilio/list-picker',
  'twilio/call-to-action',
  'twilio/quick-reply',
  'twilio/location',
  'twilio/media',
  'twilio/text',
];

/** The `types` of a Content resource; undefined: there are none. */
export function readShape(types: unknown): ContentShape | undefined {
  const known = asObject(types);
  const type = RICHEST_FIRST.find((name) => known[name] !== undefined) ?? Object.keys(known)[0];
  if (type === undefined) return undefined;
  const content = asObject(known[type]);
  const cards = asList(content.cards).map((card) => readPart(asObject(card), 'twilio/card'));
  return { type, ...readPart(content, type), cards };
}

/** A Twilio card has a title where others have a body; with both, the title stands above. */
function readPart(content: JsonObject, type: string): ContentPart {
  const title = asText(content.title);
  const body = asText(content.body) ?? title ?? '';
  const above = type === 'twilio/card' && asText(content.body) !== undefined ? title : undefined;
  return withoutUndefined({
    body,
    header: asText(content.header_text) ?? above,
    mediaUrl: asText(asList(content.media)[0]) ?? asText(content.media) ?? asText(content.media_url),
    footer: asText(content.footer) ?? asText(content.subtitle),
    actions: asList(content.actions).map((action) => readAction(asObject(action), type)),
  });
}

function readAction(action: JsonObject, type: string): ContentAction {
  return withoutUndefined({
    type: asWord(action.type) ?? (type === 'twilio/quick-reply' ? 'quick_reply' : 'unknown'),
    title: asText(action.title) ?? asText(action.copy_code_text) ?? '',
    url: asText(action.url),
    phone: asText(action.phone),
    id: asText(action.id),
    code: asText(action.code),
  });
}

const EXTENSION = /\.([a-z0-9]+)$/i;

/** Which kind of header a file makes, by its address. */
export function mediaFormat(url: string): 'image' | 'video' | 'document' {
  const path = URL.parse(url.replaceAll(/[{}]/g, ''))?.pathname ?? url;
  const extension = EXTENSION.exec(path)?.[1]?.toLowerCase() ?? '';
  if (['mp4', '3gp', '3gpp'].includes(extension)) return 'video';
  return ['pdf', 'doc', 'docx', 'pptx', 'xlsx'].includes(extension) ? 'document' : 'image';
}
