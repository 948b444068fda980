import type { OutboundContent, RawContent } from '../../../domain/content.ts';
import type { OutboundMessage } from '../../../domain/provider.ts';
import { renderContacts } from '../../kit/cloud/render-contacts.ts';
import { renderContent as renderCloudContent } from '../../kit/cloud/render-content.ts';
import { isObject, type JsonObject, withoutUndefined } from '../../kit/json.ts';
import { readDocument } from '../document-text.ts';
import { orderProblem } from '../order-check.ts';
import type { SelfServeSettings } from '../settings.ts';
import { renderContent } from './render.ts';
import { renderTemplate } from './render-template.ts';

/** One request: a form of the app API, or the Cloud API's JSON through the partner host. */
export type Request =
  | { place: 'msg' | 'template/msg'; form: Readonly<Record<string, string>> }
  | { place: 'v3/message'; json: JsonObject };

export type Rendered = { ok: true; requests: readonly Request[] } | { ok: false; message: string };

/** Lists with one are refused unless they ask for it to be encoded. */
const EMOJI = /\p{Emoji_Presentation}|\ufe0f/u;
const NEEDS_PARTNER = 'needs the app ID and a token of the partner in the settings of the connection.';

/** The requests that say a message; or why the product has no way to say it. `now`: epoch ms. */
export function renderMessage(message: OutboundMessage, settings: SelfServeSettings, now: number): Rendered {
  const { content } = message;
  const isOrder = content.type === 'order_details' || content.type === 'order_status';
  const problem = isOrder ? orderProblem(content, now) : undefined;
  if (problem !== undefined) return invalid(problem);
  const phone = phoneOf(message);
  if (isOrder || phone === undefined || isCloudRaw(content)) {
    if (settings.partner !== undefined) return renderCloud(message);
    return invalid(
      phone === undefined ? `A person without a phone number ${NEEDS_PARTNER}` : `An order ${NEEDS_PARTNER}`,
    );
  }
  return renderForms(
    message,
    { channel: 'whatsapp', source: message.senderPhoneNumber, destination: phone, 'src.name': settings.appName },
    settings,
  );
}

type Address = Readonly<Record<string, string>>;

function renderForms(
  { content, template, messageId }: OutboundMessage,
  address: Address,
  { documentText }: SelfServeSettings,
): Rendered {
  if (content.type === 'template') {
    const rendered = renderTemplate(content, template);
    if (!rendered.ok) return rendered;
    return { ok: true, requests: [{ place: 'template/msg', form: { ...address, ...rendered.fields } }] };
  }
  const said = sayAll(content, messageId, documentText);
  const mistake = said.find((part) => typeof part === 'string');
  if (mistake !== undefined) return invalid(mistake);
  const requests = said.map((part): Request => {
    const text = JSON.stringify(part);
    // https://docs.gupshup.io/reference/post_wa-api-v1-msg-1 (seen 2026-06)
    const encode: Address = content.type === 'list' && EMOJI.test(text) ? { encode: 'true' } : {};
    return { place: 'msg', form: { ...address, message: text, ...encode } };
  });
  return { ok: true, requests };
}

/** The `message` objects, mostly one; a text says why there is none. */
function sayAll(
  content: OutboundContent,
  mark: string,
  how: SelfServeSettings['documentText'],
): readonly (JsonObject | string)[] {
  if (content.type === 'raw') return readRaw(content, mark, how);
  // Each is a message of its own.
  if (content.type === 'contacts') {
    return renderContacts(content.contacts).map((contact) => ({ type: 'contact', contact }));
  }
  return [renderContent(content, mark)];
}

/** The gateway's own message object, or Kore.ai's document with text. */
function readRaw(
  { provider, payload }: RawContent,
  mark: string,
  how: SelfServeSettings['documentText'],
): (JsonObject | string)[] {
  if (provider !== 'gupshup') return [`A raw message for ${provider} cannot be sent by Gupshup.`];
  const document = readDocument(payload, how);
  if (document === undefined) return [payload];
  const { media, text } = document;
  return [renderContent(media, mark), ...(text === undefined ? [] : [renderContent({ type: 'text', text }, mark)])];
}

/** A payload in the Cloud API's own form passes through the partner host. */
function isCloudRaw(content: OutboundContent): boolean {
  return content.type === 'raw' && content.provider === 'gupshup' && content.payload.messaging_product === 'whatsapp';
}

/** https://partner-docs.gupshup.io/docs (seen 2026-06): the body is the Cloud API's, and so is what it can say. */
function renderCloud(message: OutboundMessage): Rendered {
  const { content, targetProviderId, replyToProviderId, attemptId } = message;
  const address = cloudAddressOf(message);
  if (address === undefined) return invalid('The person has neither a phone number nor a business-scoped user id.');
  const said = content.type === 'raw' ? sayRaw(content) : renderCloudContent(content, targetProviderId);
  if (typeof said === 'string') return invalid(said);
  const json = withoutUndefined({
    ...said,
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...address,
    context: replyToProviderId === undefined ? said.context : { message_id: replyToProviderId },
    biz_opaque_callback_data: attemptId,
  });
  return { ok: true, requests: [{ place: 'v3/message', json }] };
}

/** Who gets it is not the payload's affair. */
function sayRaw({ provider, payload }: RawContent): JsonObject | string {
  if (provider !== 'gupshup') return `A raw message for ${provider} cannot be sent by Gupshup.`;
  const { to: _to, recipient: _recipient, ...said } = payload;
  return isObject(said) ? said : {};
}

function cloudAddressOf(message: OutboundMessage): { to: string } | { recipient: string } | undefined {
  const phone = phoneOf(message);
  if (phone !== undefined) return { to: phone };
  const { recipient } = message;
  const user =
    recipient.find(({ kind }) => kind === 'user_id') ?? recipient.find(({ kind }) => kind === 'parent_user_id');
  return user && { recipient: user.value };
}

function phoneOf({ recipient }: OutboundMessage): string | undefined {
  return recipient.find(({ kind }) => kind === 'phone')?.value.replace(/\D/g, '');
}

function invalid(message: string): { ok: false; message: string } {
  return { ok: false, message };
}
