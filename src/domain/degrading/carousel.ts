import type { Capabilities } from '../capability.ts';
import type { CommerceContent, Header, OutboundContent, OutboundMedia, ReplyButton } from '../content.ts';
import { isRecord } from '../parsing/fields.ts';
import { degradeCtaUrl } from './action.ts';
import { degradeButtons } from './buttons-and-list.ts';
import { type Parts, refuse, textParts } from './parts.ts';

/**
 * Cards one below the other: each as a picture with its link or its buttons. Products have nothing to show without the catalogue, and
 * numbered answers of several cards could not be told apart: both are refused.
 */
export function degradeCarousel(content: CommerceContent, capabilities: Capabilities): Parts {
  const cards = asRecord(content.action).cards;
  const parts = (Array.isArray(cards) ? cards : []).map((card) => degradeCard(asRecord(card), capabilities));
  if (parts.some((part) => part.choices.length > 0)) return refuse('carousel');
  const intro = textOf(content.body);
  return {
    parts: [
      ...(intro === undefined ? [] : textParts(intro, capabilities)),
      ...parts.flatMap((part): readonly OutboundContent[] => part.parts),
    ],
    choices: [],
  };
}

/** Was checked at the edge, so that what is neither a link nor buttons is a product. */
function degradeCard(card: Record<string, unknown>, capabilities: Capabilities): Parts {
  const action = asRecord(card.action);
  const header = headerOf(asRecord(card.header));
  if (Array.isArray(action.buttons)) {
    const buttons = action.buttons.map((button) => asRecord(asRecord(button).quickReply) as unknown as ReplyButton);
    const text = textOf(card.body) ?? buttons.map(({ title }) => title).join(' / ');
    return degradeButtons({ type: 'buttons', text, buttons, ...header }, capabilities);
  }
  const { displayText, url } = asRecord(action.parameters);
  if (typeof displayText !== 'string' || typeof url !== 'string') return refuse('carousel');
  const text = textOf(card.body) ?? displayText;
  return {
    parts: degradeCtaUrl({ type: 'cta_url', text, label: displayText, url, ...header }, capabilities),
    choices: [],
  };
}

/** In the vocabulary's form or the Cloud API's. */
function headerOf(header: Record<string, unknown>): { header?: Header } {
  const type = header.type === 'video' ? 'video' : 'image';
  if (isRecord(header.media)) return { header: { type, media: header.media as OutboundMedia } };
  const { link, id } = asRecord(header[type]);
  if (typeof link === 'string') return { header: { type, media: { url: link } } };
  return typeof id === 'string' ? { header: { type, media: { id } } } : {};
}

function textOf(body: unknown): string | undefined {
  const { text } = asRecord(body);
  return typeof text === 'string' ? text : undefined;
}

function asRecord(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}
