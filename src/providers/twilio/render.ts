import type { LocationContent, OutboundMediaContent, RawContent } from '../../domain/content.ts';
import type { SendFailure } from '../../domain/failure.ts';
import type { OutboundMessage } from '../../domain/provider.ts';
import { phoneAddress, recipientAddress } from './address.ts';
import type { FormField } from './api.ts';
import { ATTEMPT_PARAMETER } from './parse-status.ts';
import { renderButtons, renderFlow, renderLink, renderList, renderProducts } from './render-interactive.ts';
import { CALLBACK_RETRIES } from './retries.ts';
import type { TwilioSettings } from './settings.ts';
import type { Draft } from './wire.ts';

export type Rendered = { ok: true; envelope: readonly FormField[]; draft: Draft } | { ok: false; failure: SendFailure };

/** The parameters of a message, or why Twilio has no way to say it. Limits were checked before. */
export function renderMessage(message: OutboundMessage, settings: TwilioSettings): Rendered {
  const to = recipientAddress(message.recipient);
  if (to === undefined) return invalid('The recipient has neither a phone number nor a business-scoped user id.');
  const draft = renderContent(message);
  if (typeof draft === 'string') return invalid(draft);
  return { ok: true, envelope: renderEnvelope(message, to, settings), draft };
}

/** With a messaging service, `From` picks the number within it. */
function renderEnvelope(
  { senderPhoneNumber, callbackUrl, attemptId }: OutboundMessage,
  to: string,
  { messagingServiceSid }: TwilioSettings,
): FormField[] {
  const query = `${callbackUrl.includes('?') ? '&' : '?'}${ATTEMPT_PARAMETER}=${encodeURIComponent(attemptId)}`;
  return [
    ['To', to],
    ['From', phoneAddress(senderPhoneNumber)],
    ...(messagingServiceSid === undefined ? [] : [['MessagingServiceSid', messagingServiceSid] as const]),
    ['StatusCallback', `${callbackUrl}${query}${CALLBACK_RETRIES}`],
  ];
}

/** A text says why it cannot be rendered. */
function renderContent({ content }: OutboundMessage): Draft | string {
  switch (content.type) {
    case 'text':
      return plain(['Body', content.text]);
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return renderFile(content);
    case 'location':
      return renderLocation(content);
    case 'buttons':
      return { kind: 'content', content: renderButtons(content) };
    case 'list':
      return { kind: 'content', content: renderList(content) };
    case 'cta_url':
      return { kind: 'content', content: renderLink(content) };
    case 'flow':
      return asContent(renderFlow(content));
    case 'product_list':
      return asContent(renderProducts(content));
    case 'template':
      return { kind: 'template', content };
    case 'raw':
      return renderRaw(content);
    default:
      return `${content.type} cannot be sent through Twilio.`;
  }
}

function plain(...fields: FormField[]): Draft {
  return { kind: 'plain', fields };
}

function asContent(content: ReturnType<typeof renderFlow>): Draft | string {
  return typeof content === 'string' ? content : { kind: 'content', content };
}

/** The name of a document is the last part of its address, or what its host calls it. */
function renderFile({ type, media, caption }: OutboundMediaContent): Draft | string {
  if (media.url === undefined) return 'Twilio fetches files itself: give a url.';
  if (caption !== undefined && type !== 'image') return `Twilio shows no caption with ${type}.`;
  return plain(...(caption === undefined ? [] : [['Body', caption] as const]), ['MediaUrl', media.url]);
}

/** A place must have a name; the part behind the bar is the line below it. */
function renderLocation({ latitude, longitude, name, address }: LocationContent): Draft {
  const place = `${latitude},${longitude}`;
  const label = (address ?? name)?.replaceAll('|', ' ');
  const action = `geo:${place}${label === undefined ? '' : `|${label}`}`;
  return plain(['Body', name ?? address ?? place], ['PersistentAction', action]);
}

/** What only we may say: where it goes, whom it is from and where its statuses go. */
const OURS: ReadonlySet<string> = new Set(['To', 'From', 'MessagingServiceSid', 'StatusCallback', 'ApplicationSid']);

/** Parameters of the API by their names; lists are repeated, objects (`ContentVariables`) become JSON. */
function renderRaw({ provider, payload }: RawContent): Draft | string {
  if (provider !== 'twilio') return `A raw message for ${provider} cannot be sent by Twilio.`;
  const own = Object.entries(payload).filter(([name]) => !OURS.has(name));
  return plain(
    ...own.flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).flatMap((one: unknown): FormField[] =>
        one === undefined || one === null ? [] : [[name, typeof one === 'object' ? JSON.stringify(one) : String(one)]],
      ),
    ),
  );
}

function invalid(message: string): Rendered {
  return { ok: false, failure: { kind: 'message_invalid', message } };
}
