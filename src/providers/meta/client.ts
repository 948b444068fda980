import type { SendFailure } from '../../domain/failure.ts';
import type { ProviderMessageId } from '../../domain/ids.ts';
import type { OutboundMessage, PresenceTarget, ProviderHost, SendResult } from '../../domain/provider.ts';
import type { FieldValues } from '../../domain/settings.ts';
import { readIdentifiers } from '../kit/cloud/person.ts';
import { readError } from '../kit/cloud/wire-error.ts';
import { describeAnswer } from '../kit/describe-answer.ts';
import { type Exchanged, exchange, type ProviderAnswer } from '../kit/exchange.ts';
import { type Meaning, withRetryAfter } from '../kit/failure-meaning.ts';
import { asList, asObject, asText } from '../kit/json.ts';
import { appSecretProof } from './app-secret-proof.ts';
import { describeFailure, meaningOf, meaningOfStatus } from './codes.ts';
import { createLine } from './graph-client.ts';
import { renderMessage } from './render.ts';
import type { MetaSettings } from './settings.ts';
import type { ReadBody, SendBody } from './wire.ts';

export interface MetaClient {
  send(message: OutboundMessage): Promise<SendResult>;
  markRead(target: PresenceTarget): Promise<void>;
}

/** `POST /{phone number id}/messages`. */
export function createClient(settings: MetaSettings, host: ProviderHost): MetaClient {
  const headers = { authorization: `Bearer ${settings.accessToken}`, 'content-type': 'application/json' };
  const line = createLine(settings, host);
  const proof = appSecretProof(settings.accessToken, settings.appSecrets[0] ?? '');

  const post = (senderFields: FieldValues, body: SendBody | ReadBody, signal: AbortSignal): Promise<Exchanged> => {
    const url = `${messagesUrl(settings, senderFields)}?appsecret_proof=${proof}`;
    return exchange(line, { method: 'POST', url, headers, body: JSON.stringify(body), signal });
  };

  return {
    send: async (message) => {
      const rendered = renderMessage(message);
      if (!rendered.ok) return rendered;
      if (!message.senderFields.phoneNumberId) {
        return { ok: false, failure: misconfigured('The sender has no phone number ID.') };
      }
      const exchanged = await post(message.senderFields, rendered.body, message.signal);
      const url = messagesUrl(settings, message.senderFields);
      const request = { method: 'POST', url, body: rendered.body };
      if (!exchanged.ok) return { ...exchanged, detail: { request } };
      const detail = { request, response: describeAnswer(exchanged.answer) };
      return readAnswer(exchanged.answer, detail, host.now());
    },

    markRead: async ({ senderFields, providerMessageId, typing, signal }) => {
      const body: ReadBody = { messaging_product: 'whatsapp', status: 'read', message_id: providerMessageId };
      await post(senderFields, typing ? { ...body, typing_indicator: { type: 'text' } } : body, signal);
    },
  };
}

function messagesUrl({ apiUrl }: MetaSettings, { phoneNumberId = '' }: FieldValues): string {
  return `${apiUrl}/${encodeURIComponent(phoneNumberId)}/messages`;
}

function readAnswer(answer: ProviderAnswer, detail: Record<string, unknown>, now: number): SendResult {
  if (answer.status < 200 || answer.status > 299) return { ok: false, failure: readFailure(answer, now), detail };
  const body = asObject(answer.json);
  const id = asText(asObject(asList(body.messages)[0]).id);
  if (id === undefined) {
    const message = 'Meta answered that all is well, but without a message id.';
    return { ok: false, failure: { kind: 'outcome_unknown', message }, detail };
  }
  const contact = asObject(asList(body.contacts)[0]);
  const identifiers = readIdentifiers({
    phone: contact.wa_id,
    userId: contact.user_id,
    parentUserId: contact.parent_user_id,
  });
  const receipt = { providerMessageId: id as ProviderMessageId, detail };
  return { ok: true, receipt: identifiers.length === 0 ? receipt : { ...receipt, identifiers } };
}

/** The code decides; the HTTP status only where there is no code that we know, and for 429, which always means the same. */
function readFailure(answer: ProviderAnswer, now: number): SendFailure {
  const error = readError(asObject(answer.json).error);
  const meaning =
    answer.status === 429 ? throttledBy(meaningOf(error)) : (meaningOf(error) ?? meaningOfStatus(answer.status));
  const text = error.text ?? `Meta answered HTTP ${answer.status}.`;
  return withRetryAfter(describeFailure({ ...error, text }, meaning), answer, now);
}

function throttledBy(meaning: Meaning | undefined): Meaning {
  return meaning?.kind === 'throttled' ? meaning : { kind: 'throttled', scope: 'sender' };
}

function misconfigured(message: string): SendFailure {
  return { kind: 'channel_misconfigured', message };
}
