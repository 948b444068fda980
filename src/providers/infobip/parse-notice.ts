import type { AccountReported, MessageReceived, PreferenceReported, UnknownReported } from '../../domain/events.ts';
import type { ProviderMessageId } from '../../domain/ids.ts';
import { contentHash } from '../kit/content-hash.ts';
import { rawOf, UnreadableElement } from '../kit/elements.ts';
import { asText, asWord, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { parseDate } from './date.ts';
import {
  type ItemContext,
  readNumber,
  readPerson,
  readTime,
  requirePerson,
  senderAddress,
  unknownItem,
} from './item.ts';
import { readTemplateChange } from './template-change.ts';

/** The result of a payment: the bot is told, but the person did nothing now. @throws UnreadableElement */
export function parsePaymentNotice(item: JsonObject, content: JsonObject, context: ItemContext): MessageReceived {
  const at = readTime([item.createdAt], context);
  const status = asWord(content.paymentStatus) ?? 'unknown';
  const paymentId = asText(content.paymentId) ?? asText(content.referenceId);
  if (paymentId === undefined) throw new UnreadableElement('It names no payment.');
  const own = `${paymentId}:payment:${status}:${at}`;
  return {
    type: 'message_received',
    stream: 'message',
    sender: senderAddress(readNumber(item.from) ?? context.sender),
    person: requirePerson(readPerson(undefined, content.from)),
    providerMessageId: own as ProviderMessageId,
    at,
    content: withoutUndefined({
      type: 'payment',
      status,
      referenceId: asText(content.referenceId),
      provider: { ...content },
    }),
    opensWindow: false,
    dedupeKey: own,
    raw: rawOf(item),
  };
}

/** A person stops marketing, or wants it again. @throws UnreadableElement */
export function parsePreference(
  item: JsonObject,
  content: JsonObject,
  context: ItemContext,
): PreferenceReported | UnknownReported {
  const sender = senderAddress(readNumber(item.from) ?? readNumber(content.sender) ?? context.sender);
  const marketing = asWord(content.notificationMessagesStatus);
  if (marketing !== 'stop' && marketing !== 'resume') return unknownItem('preference', item, sender);
  const raw = rawOf(item);
  return {
    type: 'preference_reported',
    sender,
    person: requirePerson(readPerson(undefined, content.from)),
    marketing,
    at: readTime([item.createdAt], context),
    dedupeKey: `preference:${contentHash(raw)}`,
    raw,
  };
}

/** A new security code: the person has the same number and id as before. */
export function parseIdentityNotice(item: JsonObject): UnknownReported {
  const number = readNumber(item.from);
  return unknownItem('user_identity_changed', item, number === undefined ? undefined : senderAddress(number));
}

/** News of a template. It does not say of which sender; the address of the webhook may. */
export function parseTemplateUpdate(item: JsonObject, { sender, receivedAt }: ItemContext): AccountReported {
  const raw = rawOf(item);
  const { kind, change } = readTemplateChange(item);
  return withoutUndefined({
    type: 'account_reported',
    account: sender === null ? null : { field: 'phoneNumber', value: sender },
    kind,
    at: parseDate(item.timestamp) ?? receivedAt,
    detail: { ...item },
    effects: change === undefined ? undefined : [{ type: 'template_changed', change } as const],
    dedupeKey: `${kind}:${contentHash(raw)}`,
    raw,
  });
}
