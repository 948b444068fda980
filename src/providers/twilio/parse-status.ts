import type { StatusReported, UnknownReported } from '../../domain/events.ts';
import type { WebhookRequest } from '../../domain/provider.ts';
import { attemptIdOf } from '../kit/attempt-id.ts';
import { UnreadableElement } from '../kit/elements.ts';
import { asNumber, withoutUndefined } from '../kit/json.ts';
import { isWhatsApp, readPerson, readSender } from './address.ts';
import { reportedFailure, STATUSES } from './codes.ts';
import type { Form } from './form.ts';
import { messageSidOf } from './parse-message.ts';

/** Our id of the attempt, in the query of the status callback. */
export const ATTEMPT_PARAMETER = 'attempt';

/**
 * How a message of ours fares.
 * https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks (seen 2026-04)
 * @throws UnreadableElement without an id or a time.
 */
export function parseStatus(form: Form, request: WebhookRequest, raw: string): StatusReported | UnknownReported {
  const sid = messageSidOf(form);
  if (sid === undefined) throw new UnreadableElement('It has no message SID.');
  const word = form.get('MessageStatus')?.toLowerCase() ?? '';
  const sender = readSender(form.get('From'));
  const dedupeKey = `${sid}:${word}`;
  const status = STATUSES.get(word);
  if (status === undefined) return { type: 'unknown_reported', kind: `status:${word}`, sender, dedupeKey, raw };
  if (request.receivedAt === undefined) throw new UnreadableElement('Nobody knows when it came.');
  return withoutUndefined({
    type: 'status_reported',
    sender,
    providerMessageId: sid,
    status,
    at: request.receivedAt,
    person: personOf(form),
    attemptId: attemptIdOf(request.query[ATTEMPT_PARAMETER]),
    failure: status === 'failed' ? failureOf(form, word) : undefined,
    detail: detailOf(form),
    dedupeKey,
    raw,
  });
}

function personOf(form: Form): StatusReported['person'] {
  const to = form.get('To');
  return to !== undefined && isWhatsApp(to) ? readPerson([to]) : undefined;
}

function failureOf(form: Form, word: string): StatusReported['failure'] {
  const text = form.get('ErrorMessage') ?? form.get('ChannelStatusMessage') ?? `Twilio reports it as ${word}`;
  return reportedFailure({ code: asNumber(form.get('ErrorCode')), text });
}

const DETAILS = ['EventType', 'ChannelInstallSid', 'ChannelStatusMessage', 'MessagingServiceSid'];

function detailOf(form: Form): Record<string, unknown> | undefined {
  const told = DETAILS.flatMap((name) => (form.has(name) ? [[name, form.get(name)]] : []));
  return told.length === 0 ? undefined : Object.fromEntries(told);
}
