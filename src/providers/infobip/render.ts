import type { OutboundContent } from '../../domain/content.ts';
import type { SendFailure } from '../../domain/failure.ts';
import type { Identifier } from '../../domain/identity.ts';
import type { OutboundMessage } from '../../domain/provider.ts';
import { isObject, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { atMost, Mistake } from './mistake.ts';
import { type CommerceParts, renderCommerce } from './render-commerce.ts';
import { renderContacts } from './render-contacts.ts';
import { renderInteractive } from './render-interactive.ts';
import { renderMedia } from './render-media.ts';
import { renderRaw } from './render-raw.ts';
import { renderTemplate } from './render-template.ts';
import { withSender } from './report-url.ts';
import type { InfobipSettings } from './settings.ts';
import type { Draft, Rendered } from './wire.ts';

const PLACE = 1_000;
/** Kinds without text have no links either. */
const WITHOUT_LINKS: ReadonlySet<string> = new Set(['audio', 'sticker', 'location', 'contact']);
/** Kinds that quote nothing. */
const WITHOUT_CONTEXT: ReadonlySet<string> = new Set(['template', 'interactive/voice-button']);

/** What rendering needs beside the message. */
export interface RenderParts extends CommerceParts {
  settings: InfobipSettings;
  /** The message's id at Infobip. */
  messageId: string;
}

/** The request for one message, or why there can be none. */
export function renderMessage(
  message: OutboundMessage,
  parts: RenderParts,
): { ok: true; rendered: Rendered } | { ok: false; failure: SendFailure } {
  try {
    const draft = renderContent(message, parts);
    const body = { ...envelope(message, draft, parts), ...draft.members };
    return { ok: true, rendered: { path: draft.path, body: draft.path === 'template' ? { messages: [body] } : body } };
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    return { ok: false, failure: { kind: 'message_invalid', message: error.message } };
  }
}

function envelope(
  message: OutboundMessage,
  { path, content }: Draft,
  { settings, messageId }: RenderParts,
): JsonObject {
  const { replyToProviderId } = message;
  const quotes = replyToProviderId !== undefined && !WITHOUT_CONTEXT.has(path);
  return withoutUndefined({
    from: digitsOf(message.senderPhoneNumber),
    to: recipientOf(message.recipient),
    messageId,
    content,
    callbackData: message.attemptId,
    notifyUrl: withSender(message.callbackUrl, digitsOf(message.senderPhoneNumber)),
    urlOptions: WITHOUT_LINKS.has(path) ? undefined : settings.urlOptions,
    entityId: settings.platform.entityId,
    applicationId: settings.platform.applicationId,
    context: quotes ? { replyToMessageId: replyToProviderId } : undefined,
  });
}

/** As Infobip writes numbers: digits alone. */
export function digitsOf(phoneNumber: string): string {
  return phoneNumber.replace(/\D/g, '');
}

/** By number where it is known, else by the business-scoped id, which goes as it is. @throws Mistake */
export function recipientOf(recipient: readonly Identifier[]): string {
  const phone = recipient.find(({ kind }) => kind === 'phone');
  if (phone !== undefined) return digitsOf(phone.value);
  const other =
    recipient.find(({ kind }) => kind === 'user_id') ?? recipient.find(({ kind }) => kind === 'parent_user_id');
  if (other === undefined) throw new Mistake('The person has neither a phone number nor a user id.');
  return other.value;
}

function renderContent({ content, template }: OutboundMessage, parts: RenderParts): Draft {
  switch (content.type) {
    case 'text':
      return renderText(content);
    case 'image':
    case 'video':
    case 'audio':
    case 'voice':
    case 'document':
    case 'sticker':
      return renderMedia(content);
    case 'location': {
      const { latitude, longitude, name = '', address = '' } = content;
      const place = {
        name: atMost(PLACE, name, 'name') || undefined,
        address: atMost(PLACE, address, 'address') || undefined,
      };
      return { path: 'location', content: withoutUndefined({ latitude, longitude, ...place }) };
    }
    case 'contacts':
      return { path: 'contact', content: { contacts: renderContacts(content.contacts) } };
    case 'buttons':
    case 'list':
    case 'cta_url':
    case 'location_request':
    case 'contact_request':
      return renderInteractive(content);
    case 'template':
      return renderTemplate(content, { template, now: parts.now });
    case 'reaction':
      throw new Mistake('Infobip sends no reactions.');
    case 'raw':
      return renderRaw(isObject(content.payload) ? content.payload : {});
    default:
      return renderCommerce(content, parts);
  }
}

/** A preview without a link would be refused. */
function renderText({ text, previewUrl }: Extract<OutboundContent, { type: 'text' }>): Draft {
  const hasLink = /https?:\/\//i.test(text);
  return { path: 'text', content: withoutUndefined({ text, previewUrl: hasLink ? previewUrl : undefined }) };
}
