import type { OutboundContent, OutboundMediaContent, RawContent } from '../../../domain/content.ts';
import type { SendFailure } from '../../../domain/failure.ts';
import type { OutboundMessage } from '../../../domain/provider.ts';
import { renderCommerce } from '../../kit/cloud/render-commerce.ts';
import { renderInteractive } from '../../kit/cloud/render-interactive.ts';
import { asObject, asText, withoutUndefined } from '../../kit/json.ts';
import { NO_PHONE, recipientOf } from '../recipient.ts';
import type { RcmSettings } from '../settings.ts';
import { renderTemplate } from './render-template.ts';
import type { RcmContent, SendBody } from './wire.ts';

type Settings = Pick<RcmSettings, 'senderName' | 'webHookDNId'>;
export type Rendered = { ok: true; body: SendBody } | { ok: false; failure: SendFailure };

/** Without it messages have been refused. */
const META_DATA = { version: 'v1.0.9' };

/** The request body for a message, or why Karix has no way to say it. Limits were checked before. */
export function renderMessage(message: OutboundMessage, { senderName, webHookDNId }: Settings): Rendered {
  const to = recipientOf(message);
  if (to === undefined) return invalid(NO_PHONE);
  const content = renderContent(message);
  if (typeof content === 'string') return invalid(content);
  return {
    ok: true,
    body: {
      message: {
        channel: 'WABA',
        content,
        recipient: {
          to,
          recipient_type: 'individual',
          reference: { ...tagsOf(message.content), cust_ref: message.attemptId },
        },
        sender: withoutUndefined({ name: senderName, from: message.senderPhoneNumber }),
        preferences: { webHookDNId },
      },
      metaData: META_DATA,
    },
  };
}

/** A text says why it cannot be rendered. */
function renderContent({ content, template }: OutboundMessage): RcmContent | string {
  switch (content.type) {
    case 'text':
      return { type: 'TEXT', text: content.text, preview_url: content.previewUrl ?? false, shorten_url: false };
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return { type: 'ATTACHMENT', attachment: renderAttachment(content) };
    case 'location': {
      const { longitude, latitude, name, address } = content;
      return { type: 'LOCATION', location: withoutUndefined({ longitude, latitude, name, address }) };
    }
    case 'buttons':
    case 'list':
    case 'cta_url':
      return { type: 'INTERACTIVE', interactive: renderInteractive(content) };
    case 'carousel':
    case 'flow':
    case 'order_details':
    case 'order_status':
      return { type: 'INTERACTIVE', interactive: renderCommerce(content) };
    case 'template':
      return renderTemplate(content, template);
    case 'raw':
      return renderRaw(content);
    default:
      return `Karix cannot show ${content.type}.`;
  }
}

function renderAttachment({ type, media, caption }: OutboundMediaContent): Record<string, unknown> {
  const fileName = type === 'document' ? media.fileName : undefined;
  const file = media.id === undefined ? { url: media.url } : { id: media.id };
  return withoutUndefined({ type, ...file, fileName, caption });
}

/** The payload is `message.content`, or a whole body with one. */
function renderRaw({ provider, payload }: RawContent): RcmContent | string {
  if (provider !== 'karix') return `A raw message for ${provider} cannot be sent by Karix.`;
  const content = isNative(payload) ? asObject(asObject(payload.message).content) : payload;
  const type = asText(content.type);
  return type === undefined ? 'A raw message for Karix needs a type, such as TEXT.' : { ...content, type };
}

/** What a whole body of the operator's own wants to have back with delivery events. */
function tagsOf(content: OutboundContent): Readonly<Record<string, unknown>> {
  if (content.type !== 'raw') return {};
  return asObject(asObject(asObject(content.payload.message).recipient).reference);
}

/** Whether this is a whole body of the RCM API. */
export function isNative({ message }: Readonly<Record<string, unknown>>): boolean {
  const { channel, content } = asObject(message);
  return channel === 'WABA' && asText(asObject(content).type) !== undefined;
}

function invalid(message: string): Rendered {
  return { ok: false, failure: { kind: 'message_invalid', message } };
}
