import type { OutboundContent, OutboundMediaContent, RawContent } from '../../domain/content.ts';
import type { SendFailure } from '../../domain/failure.ts';
import type { OutboundMessage } from '../../domain/provider.ts';
import { asList, asObject, asText, withoutUndefined } from '../kit/json.ts';
import { renderInteractive } from './render-interactive.ts';
import { renderTemplate } from './render-template.ts';
import type { NetcoreSettings } from './settings.ts';
import type { ContentBlocks, SendBody } from './wire.ts';

export type Rendered = { ok: true; body: SendBody; phoneNumber: string } | { ok: false; failure: SendFailure };

const PHONE = /^\d{10,15}$/;

/** The request body for a message, or why Netcore has no way to say it. Limits were checked before. */
export function renderMessage(message: OutboundMessage, { source }: NetcoreSettings): Rendered {
  const phoneNumber = message.recipient.find(({ kind }) => kind === 'phone')?.value.replace(/\D/g, '');
  if (phoneNumber === undefined || !PHONE.test(phoneNumber)) {
    return invalid('Netcore writes to phone numbers only, of 10 to 15 digits with the country code.');
  }
  const blocks = renderContent(message);
  if (typeof blocks === 'string') return invalid(blocks);
  const envelope = {
    recipient_whatsapp: phoneNumber,
    recipient_type: 'individual',
    source: source || message.senderPhoneNumber,
    'x-apiheader': message.attemptId,
  } as const;
  // Last, so that a raw payload cannot turn the message to somebody else.
  return { ok: true, phoneNumber, body: { message: [{ ...blocks, ...envelope }] } };
}

/** A text says why it cannot be rendered. */
function renderContent({ content, template }: OutboundMessage): ContentBlocks | string {
  switch (content.type) {
    case 'text': {
      const block = { preview_url: String(content.previewUrl ?? false), content: content.text };
      return { message_type: 'text', type_text: [block] };
    }
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return { message_type: 'media', type_media: [{ attachments: [renderAttachment(content)] }] };
    case 'location': {
      const { longitude, latitude, name, address } = content;
      return { message_type: 'location', type_location: [withoutUndefined({ longitude, latitude, name, address })] };
    }
    case 'buttons':
    case 'list':
    case 'cta_url': {
      const block = renderInteractive(content);
      return typeof block === 'string' ? block : { message_type: 'interactive', type_interactive: [block] };
    }
    case 'template':
      return renderTemplate(content, template);
    case 'raw':
      return renderRaw(content);
    default:
      return refuse(content);
  }
}

function renderAttachment({ type, media, caption }: OutboundMediaContent): Record<string, unknown> {
  if (media.id !== undefined) return withoutUndefined({ attachment_id: media.id, caption });
  return withoutUndefined({ attachment_url: media.url, attachment_type: type, caption });
}

/** The payload is one element of `message`, or a whole body with one. */
function renderRaw({ provider, payload }: RawContent): ContentBlocks | string {
  if (provider !== 'netcore') return `A raw message for ${provider} cannot be sent by Netcore.`;
  const [element, ...more] = isNative(payload) ? asList(payload.message) : [payload];
  return more.length === 0 ? { message_type: 'text', ...asObject(element) } : 'Give one message at a time.';
}

/** Whether this is a whole body of Netcore's. */
export function isNative({ message }: Readonly<Record<string, unknown>>): boolean {
  const elements = asList(message);
  return elements.length > 0 && elements.every((element) => asText(asObject(element).message_type) !== undefined);
}

function refuse({ type }: OutboundContent): string {
  return `Netcore cannot show ${type}.`;
}

function invalid(message: string): Rendered {
  return { ok: false, failure: { kind: 'message_invalid', message } };
}
