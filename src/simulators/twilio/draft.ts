import type { DisplayContent, DisplayLocation } from '../kit/display-content.ts';
import type { Address } from './address.ts';
import { type Content, mainTypeOf } from './content/content.ts';
import { displayContent, mediaLinksOf } from './content/content-display.ts';
import { fillIn } from './content/variables.ts';

/** A message that has passed the checks of the API. */
export interface Draft {
  readonly to: string;
  readonly address: Address & { channel: 'whatsapp' };
  readonly body: string;
  readonly mediaUrls: readonly string[];
  readonly content?: { readonly definition: Content; readonly values: Readonly<Record<string, string>> };
  /** `PersistentAction`; `geo:…` makes the message a location. */
  readonly geo?: string;
  readonly statusCallback?: string;
  readonly serviceSid?: string;
  /** Epoch ms. */
  readonly sendAt?: number;
}

/** The platform's word for what a message is. */
export function typeOf({ content, mediaUrls, geo }: Draft): string {
  if (content) return mainTypeOf(content.definition);
  if (geo !== undefined) return 'location';
  return mediaUrls.length > 0 ? 'media' : 'text';
}

/** Everything that the platform has to fetch. */
export function linksIn({ content, mediaUrls }: Draft): string[] {
  return content ? fillIn(mediaLinksOf(content.definition), content.values) : [...mediaUrls];
}

/** What phones show of a message. */
export function displayDraft(draft: Draft): DisplayContent {
  const { content, body, mediaUrls, geo } = draft;
  if (content)
    return { ...fillIn(displayContent(content.definition), content.values), ...templateOf(content.definition) };
  const location = geo === undefined ? undefined : parseGeo(geo);
  if (location) return { location: { ...location, name: body } };
  return { ...(body && { text: body }), ...(mediaUrls[0] && { mediaUrl: mediaUrls[0] }) };
}

/** `geo:45.8,15.9|label`; nothing if the coordinates are none. */
export function parseGeo(action: string): DisplayLocation | undefined {
  const [, lat, lon, label] = /^geo:(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)(?:\|(.*))?$/.exec(action) ?? [];
  if (lat === undefined || lon === undefined) return undefined;
  const [latitude, longitude] = [Number(lat), Number(lon)];
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return undefined;
  return { latitude, longitude, ...(label && { address: label }) };
}

function templateOf({ approval, language }: Content): DisplayContent {
  return approval.status === 'approved' ? { template: { name: approval.name, language } } : {};
}
