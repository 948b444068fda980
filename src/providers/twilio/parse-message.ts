import type { InboundContext } from '../../domain/content.ts';
import type { MessageReceived } from '../../domain/events.ts';
import type { ProviderMessageId } from '../../domain/ids.ts';
import { UnreadableElement } from '../kit/elements.ts';
import { withoutUndefined } from '../kit/json.ts';
import { phoneIdentifier } from '../kit/phone.ts';
import { readPerson, readSender } from './address.ts';
import type { Form } from './form.ts';
import { parseContent, readReceivedMedia } from './parse-content.ts';

/** The number that all sandboxes share. https://www.twilio.com/docs/whatsapp/sandbox (seen 2026-04) */
export const SANDBOX_NUMBER = '14155238886';
const JOIN = /^\s*join \S+-\S+\s*$/i;

/** The same id under its older names. */
export function messageSidOf(form: Form): ProviderMessageId | undefined {
  const sid = form.get('MessageSid') ?? form.get('SmsMessageSid') ?? form.get('SmsSid');
  return sid as ProviderMessageId | undefined;
}

/**
 * A person's message. Twilio tells no time, so that it is the one at which it came.
 * @throws UnreadableElement without an id, a person or a time.
 */
export function parseMessage(form: Form, { at, raw }: { at: number | undefined; raw: string }): MessageReceived {
  const sid = messageSidOf(form);
  if (sid === undefined) throw new UnreadableElement('It has no message SID.');
  if (at === undefined) throw new UnreadableElement('Nobody knows when it came.');
  const person = readPerson(
    [form.get('From'), form.get('ExternalUserId'), form.get('ExternalUserIdentifier'), form.get('WaId')],
    form.get('ProfileName')?.trim() || undefined,
  );
  if (person === undefined) throw new UnreadableElement('It names no person.');
  const content = parseContent(form);
  return withoutUndefined({
    type: 'message_received',
    stream: 'message',
    sender: readSender(form.get('To')),
    person,
    providerMessageId: sid,
    at,
    content,
    media: 'media' in content ? readReceivedMedia(form) : undefined,
    context: readContext(form),
    duty: isJoin(form) ? 'observe' : undefined,
    dedupeKey: sid,
    raw,
  });
}

/** Twilio answers whoever joins its sandbox; a bot should not. */
function isJoin(form: Form): boolean {
  const isSandbox = readSender(form.get('To')).value === phoneIdentifier(SANDBOX_NUMBER).value;
  return isSandbox && JOIN.test(form.get('Body') ?? '');
}

function readContext(form: Form): InboundContext | undefined {
  const isForwarded = [form.get('Forwarded'), form.get('FrequentlyForwarded')].includes('true');
  const context = withoutUndefined({
    replyToProviderId: form.get('OriginalRepliedMessageSid'),
    forwarded: isForwarded ? true : undefined,
    referral: readReferral(form),
  });
  return Object.keys(context).length === 0 ? undefined : context;
}

/** The ad that a person came from. The count of its files comes with every message and says nothing alone. */
function readReferral(form: Form): Record<string, unknown> | undefined {
  const told = [...form].filter(([name]) => name.startsWith('Referral'));
  return told.some(([name]) => name !== 'ReferralNumMedia') ? Object.fromEntries(told) : undefined;
}
