import type { Capabilities } from './capability.ts';
import type { Choice } from './choices.ts';
import type { OutboundContent, TextContent } from './content.ts';
import { degradeCtaUrl, degradeRequest } from './degrading/action.ts';
import { writeContacts, writeLocation } from './degrading/as-text.ts';
import { degradeButtons, degradeList } from './degrading/buttons-and-list.ts';
import { degradeCarousel } from './degrading/carousel.ts';
import { degradeMedia } from './degrading/media.ts';
import { type Parts, refuse, textParts } from './degrading/parts.ts';
import { catchMistake } from './parsing/fields.ts';

/**
 * `parts` are sent in this order, each of a kind that the provider shows natively and within its limits. `choices` is what a number typed
 * later means (`choices.ts`); empty if nothing was numbered.
 */
export type Degraded =
  | { ok: true; parts: readonly OutboundContent[]; choices: readonly Choice[] }
  | { ok: false; path: string; message: string };

/** The one place where content is said in another way because a provider cannot show it, or not at that length. */
export function degrade(content: OutboundContent, capabilities: Capabilities): Degraded {
  const degraded = catchMistake(() => degradeByKind(content, capabilities));
  return degraded.ok
    ? { ok: true, ...degraded.value }
    : { ok: false, path: degraded.mistake.path, message: degraded.mistake.message };
}

function degradeByKind(content: OutboundContent, capabilities: Capabilities): Parts {
  if (capabilities.content[content.type] === 'rejected') return refuse(content.type);
  switch (content.type) {
    case 'text':
      return degradeText(content, capabilities);
    case 'image':
    case 'video':
    case 'audio':
    case 'voice':
    case 'document':
    case 'sticker':
      return { parts: degradeMedia(content, capabilities), choices: [] };
    case 'location':
      return nativeOr(content, capabilities, () => textParts(writeLocation(content), capabilities));
    case 'contacts':
      return nativeOr(content, capabilities, () => textParts(writeContacts(content), capabilities));
    case 'buttons':
      return degradeButtons(content, capabilities);
    case 'list':
      return degradeList(content, capabilities);
    case 'cta_url':
      return { parts: degradeCtaUrl(content, capabilities), choices: [] };
    case 'location_request':
    case 'contact_request':
      return { parts: degradeRequest(content, capabilities), choices: [] };
    case 'carousel':
      return capabilities.content.carousel === 'native'
        ? { parts: [content], choices: [] }
        : degradeCarousel(content, capabilities);
    case 'flow':
    case 'product':
    case 'product_list':
    case 'catalog':
    case 'order_details':
    case 'order_status':
    case 'voice_call':
    case 'call_permission_request':
    case 'address_request':
    case 'template':
    case 'reaction':
    case 'raw':
      return nativeOr(content, capabilities, () => refuse(content.type));
  }
}

function degradeText(content: TextContent, capabilities: Capabilities): Parts {
  const parts = textParts(content.text, capabilities).map((part) => ({ ...content, text: part.text }));
  return { parts, choices: [] };
}

function nativeOr(content: OutboundContent, capabilities: Capabilities, otherwise: () => OutboundContent[]): Parts {
  const isNative = capabilities.content[content.type] === 'native';
  return { parts: isNative ? [content] : otherwise(), choices: [] };
}
