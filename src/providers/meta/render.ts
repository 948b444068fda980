import type { OutboundMediaContent, RawContent, ReactionContent } from '../../domain/content.ts';
import type { SendFailure } from '../../domain/failure.ts';
import type { OutboundMessage } from '../../domain/provider.ts';
import { withoutUndefined } from '../kit/json.ts';
import { renderCommerce } from './render-commerce.ts';
import { renderContacts } from './render-contacts.ts';
import { renderInteractive } from './render-interactive.ts';
import { renderMedia } from './render-media.ts';
import { renderTemplate } from './render-template.ts';
import type { ContentBody, SendBody } from './wire.ts';

export type Rendered = { ok: true; body: SendBody } | { ok: false; failure: SendFailure };

/** The request body for a message, or why Meta has no way to say it. Limits were checked before. */
export function renderMessage(message: OutboundMessage): Rendered {
  const address = renderRecipient(message);
  if (address === undefined) return invalid('The recipient has neither a phone number nor a business-scoped user id.');
  const content = renderContent(message);
  if (typeof content === 'string') return invalid(content);
  return {
    ok: true,
    body: withoutUndefined({
      // First, so that a raw payload cannot turn the message to somebody else.
      ...content,
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      ...address,
      context: renderContext(message) ?? content.context,
      biz_opaque_callback_data: message.attemptId,
      // `context` is the payload's own affair where the message is raw.
    }) as SendBody,
  };
}

/** Some templates need the phone number, so it goes first. Without the plus Meta might add the business's own country code. */
function renderRecipient({ recipient }: OutboundMessage): { to: string } | { recipient: string } | undefined {
  const phone = recipient.find(({ kind }) => kind === 'phone');
  if (phone !== undefined) return { to: `+${phone.value.replace(/\D/g, '')}` };
  const user =
    recipient.find(({ kind }) => kind === 'user_id') ?? recipient.find(({ kind }) => kind === 'parent_user_id');
  return user && { recipient: user.value };
}

/** A reaction names its message itself; Meta refuses a quote beside it. */
function renderContext({ content, replyToProviderId }: OutboundMessage): { message_id: string } | undefined {
  if (replyToProviderId === undefined || content.type === 'reaction') return undefined;
  return { message_id: replyToProviderId };
}

/** A text says why it cannot be rendered. */
function renderContent(message: OutboundMessage): ContentBody | string {
  const { content } = message;
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
      return renderReaction(content, message);
    case 'raw':
      return renderRaw(content);
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
  // Meta knows voice notes as audio that is marked so.
  if (type === 'voice') return { type: 'audio', audio: { ...file, voice: true } };
  const filename = type === 'document' ? media.fileName : undefined;
  return { type, [type]: withoutUndefined({ ...file, caption, filename }) };
}

function renderReaction({ emoji }: ReactionContent, { targetProviderId }: OutboundMessage): ContentBody | string {
  if (targetProviderId === undefined) return 'The message to react to is not known at Meta.';
  return { type: 'reaction', reaction: { message_id: targetProviderId, emoji } };
}

function renderRaw({ provider, payload }: RawContent): ContentBody | string {
  if (provider !== 'meta') return `A raw message for ${provider} cannot be sent by Meta.`;
  const { to: _to, recipient: _recipient, ...said } = payload;
  return { type: 'text', ...said };
}

function invalid(message: string): Rendered {
  return { ok: false, failure: { kind: 'message_invalid', message } };
}
