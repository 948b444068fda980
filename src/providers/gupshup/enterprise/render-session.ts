import type { OutboundMediaContent } from '../../../domain/content.ts';
import type { Parameters, RenderedParameters } from './wire.ts';

/** Nothing can be uploaded. */
export const BY_ADDRESS_ONLY = { ok: false, message: 'Gupshup takes files by their address only.' } as const;

/** Free-form text. */
export function renderText(text: string, previewUrl?: boolean): Parameters {
  const preview = previewUrl === undefined ? {} : { preview_url: String(previewUrl) };
  return { method: 'SendMessage', msg_type: 'TEXT', msg: text, ...preview };
}

/** A caption that is not there must be empty: the gateway refuses none. */
export function renderMedia({ type, media, caption = '' }: OutboundMediaContent): RenderedParameters {
  if (media.url === undefined) return BY_ADDRESS_ONLY;
  const named: Parameters = type === 'document' && media.fileName !== undefined ? { filename: media.fileName } : {};
  return { ok: true, parameters: { ...mediaCall(type, media.url), caption, ...named } };
}

/** What every message with a file has. */
export function mediaCall(type: string, url: string): Parameters {
  return { method: 'SendMediaMessage', msg_type: type.toUpperCase(), media_url: url, isHSM: 'false' };
}
