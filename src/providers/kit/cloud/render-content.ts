import type { OutboundContent, OutboundMediaContent, RawContent, ReactionContent } from '../../../domain/content.ts';
import type { ProviderMessageId } from '../../../domain/ids.ts';
import { withoutUndefined } from '../json.ts';
import { renderCommerce } from './render-commerce.ts';
import { renderContacts } from './render-contacts.ts';
import { renderInteractive } from './render-interactive.ts';
import { renderMedia } from './render-media.ts';
import { renderTemplate } from './render-template.ts';
import type { ContentBody } from './wire.ts';

/** The part of the body that says something; a text says why it cannot be rendered. Limits were checked before. */
export function renderContent(
  content: Exclude<OutboundContent, RawContent>,
  targetProviderId: ProviderMessageId | undefined,
): ContentBody | string {
  switch (content.type) {
    case 'text':
      return { type: 'text', text: withoutUndefined({ body: content.text, preview_url: content.previewUrl }) };
    case 'image':
    case 'video':
    case 'audio':
    case 'voice':
    case 'document':
    case 'sticker':
      return renderMediaMessage(content);
    case 'location': {
      const { latitude, longitude, name, address } = content;
      return { type: 'location', location: withoutUndefined({ latitude, longitude, name, address }) };
    }
    case 'contacts':
      return { type: 'contacts', contacts: renderContacts(content.contacts) };
    case 'buttons':
    case 'list':
    case 'cta_url':
    case 'location_request':
    case 'contact_request':
      return { type: 'interactive', interactive: renderInteractive(content) };
    case 'template':
      return { type: 'template', template: renderTemplate(content) };
    case 'reaction':
      return renderReaction(content, targetProviderId);
    case 'carousel':
    case 'flow':
    case 'product':
    case 'product_list':
    case 'catalog':
    case 'order_details':
    case 'order_status':
    case 'voice_call':
    case 'call_permission_request':
    case 'address_request':
      return { type: 'interactive', interactive: renderCommerce(content) };
  }
}

function renderMediaMessage({ type, media, caption }: OutboundMediaContent): ContentBody | string {
  const hasCaption = type === 'image' || type === 'video' || type === 'document';
  if (caption !== undefined && !hasCaption) return `WhatsApp shows no caption with ${type}.`;
  const file = renderMedia(media);
  // The Cloud API knows voice notes as audio that is marked so.
  if (type === 'voice') return { type: 'audio', audio: { ...file, voice: true } };
  const filename = type === 'document' ? media.fileName : undefined;
  return { type, [type]: withoutUndefined({ ...file, caption, filename }) };
}

function renderReaction({ emoji }: ReactionContent, target: ProviderMessageId | undefined): ContentBody | string {
  if (target === undefined) return 'The message to react to is not known at the provider.';
  return { type: 'reaction', reaction: { message_id: target, emoji } };
}
