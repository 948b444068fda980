import type { ProviderEvent } from '../../domain/events.ts';
import type { Verdict, WebhookReply, WebhookRequest } from '../../domain/provider.ts';
import { parseElement, textOf } from '../kit/elements.ts';
import { unknownReported } from '../kit/unknown-reported.ts';
import { isWhatsApp } from './address.ts';
import { type Form, readForm } from './form.ts';
import { messageSidOf, parseMessage } from './parse-message.ts';
import { parseStatus } from './parse-status.ts';

/** Answers go by the API, so that there is never anything to say here; an address that answers otherwise is reported as broken. */
export function answerWebhook(verdict: Verdict): WebhookReply {
  if (verdict.ok) {
    return { status: 200, contentType: 'text/xml', body: '<?xml version="1.0" encoding="UTF-8"?><Response/>' };
  }
  const status = verdict.reason === 'signature_missing' ? 400 : 403;
  return { status, contentType: 'text/plain', body: 'signature refused' };
}

/** The one event of a request; messages and status callbacks come to the same address. Never throws. */
export function parseWebhook(request: WebhookRequest): readonly ProviderEvent[] {
  const raw = textOf(request.body);
  const form = readForm(raw);
  if (form === undefined) return [{ type: 'unparsable', reason: 'The body is neither a form nor a JSON object.', raw }];
  return parseElement(
    () => [parseForm(form, request, raw)],
    () => raw,
  );
}

function parseForm(form: Form, request: WebhookRequest, raw: string): ProviderEvent {
  const from = form.get('From');
  if (isStatus(form)) return parseStatus(form, request, raw);
  if (messageSidOf(form) === undefined && from === undefined) return unknownReported('not_a_message', raw);
  // The webhook of a number gets its SMS too, which nobody could answer over WhatsApp.
  if (from !== undefined && !isWhatsApp(from)) return unknownReported('not_whatsapp', raw);
  return parseMessage(form, { at: request.receivedAt, raw });
}

/** Received messages have been seen with a status of their own. */
function isStatus(form: Form): boolean {
  const status = form.get('MessageStatus')?.toLowerCase();
  return status !== undefined && status !== 'received' && status !== 'receiving';
}
