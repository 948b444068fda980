import type { SendFailure } from '../../domain/failure.ts';
import type { ProviderMessageId } from '../../domain/ids.ts';
import type { Memo, OutboundMessage, SendResult } from '../../domain/provider.ts';
import { describeAnswer } from '../kit/describe-answer.ts';
import type { ProviderAnswer } from '../kit/exchange.ts';
import { asList, asObject, asText, type JsonObject } from '../kit/json.ts';
import { isGood, readFailure } from './answer.ts';
import type { Api } from './api.ts';
import { createBills } from './bills.ts';
import { describeFailure, GROUP, REJECTED_DUPLICATE_MESSAGE_ID } from './codes.ts';
import { createMessageIds } from './message-ids.ts';
import { renderMessage } from './render.ts';
import { type Rendered, readWireStatus } from './wire.ts';

export interface InfobipClient {
  send(message: OutboundMessage): Promise<SendResult>;
}

/** `refused`: Infobip took the message id and turned the message down. */
type Posted = { result: SendResult; isDuplicate?: true; isRefused?: true };

/** `POST /whatsapp/1/message/…`: one request a message, with our id for it, so that it can be repeated without being sent twice. */
export function createClient(api: Api, memo: Memo): InfobipClient {
  const bills = createBills(memo, api.now);
  const ids = createMessageIds(memo, api.now);

  async function post(message: OutboundMessage, messageId: string): Promise<Posted> {
    const paymentType = await bills.paymentTypeFor(message.content);
    const made = renderMessage(message, { settings: api.settings, now: api.now(), messageId, paymentType });
    if (!made.ok) return { result: made };
    const posted = await postRendered(api, made.rendered, { messageId, signal: message.signal });
    if (posted.result.ok) await bills.remember(message.content, made.rendered);
    return posted;
  }

  return {
    send: async (message) => {
      const first = await post(message, message.messageId);
      const next = first.isDuplicate ? await ids.afterRefusal(message.messageId) : undefined;
      const posted = next === undefined ? first : await post(message, next);
      // It may be tried again when its cause is mended, by the queue or by an operator, and must then have another id.
      if (posted.isRefused) await ids.noteRefusal(message.messageId);
      return posted.result;
    },
  };
}

async function postRendered(
  api: Api,
  { path, body }: Rendered,
  { messageId, signal }: { messageId: string; signal: AbortSignal },
): Promise<Posted> {
  const target = `/whatsapp/1/message/${path}`;
  const exchanged = await api.exchange({ method: 'POST', path: target, json: body, signal });
  const request = { method: 'POST', url: `${api.settings.baseUrl}${target}`, body };
  if (!exchanged.ok) return { result: { ...exchanged, detail: { request } } };
  const { answer } = exchanged;
  const detail = { request, response: describeAnswer(answer) };
  if (!isGood(answer)) return { result: { ok: false, failure: readFailure(answer, api.now()), detail } };
  return readAccepted(answer, { messageId, detail });
}

/** A good answer may refuse the message all the same: its status tells. */
function readAccepted(
  answer: ProviderAnswer,
  { messageId, detail }: { messageId: string; detail: Record<string, unknown> },
): Posted {
  const told = infoOf(asObject(answer.json));
  const status = readWireStatus(told.status);
  const id = asText(told.messageId);
  if (id === undefined && status.groupId === undefined) {
    const message = 'Infobip answered that all is well, but without a message id or status.';
    return { result: { ok: false, failure: { kind: 'outcome_unknown', message }, detail } };
  }
  const sent: SendResult = { ok: true, receipt: { providerMessageId: (id ?? messageId) as ProviderMessageId, detail } };
  // An attempt before this one arrived, and what becomes of it is reported under the same id.
  if (status.id === REJECTED_DUPLICATE_MESSAGE_ID) return { result: sent, isDuplicate: true };
  if (!isRefusal(status.groupId)) return { result: sent };
  const failure: SendFailure = describeFailure(status, undefined);
  return { result: { ok: false, failure, detail }, isRefused: true };
}

export function isRefusal(groupId: number | undefined): boolean {
  return groupId === GROUP.undeliverable || groupId === GROUP.expired || groupId === GROUP.rejected;
}

/** Templates are answered as a list. */
function infoOf(json: JsonObject): JsonObject {
  return json.messages === undefined ? json : asObject(asList(json.messages)[0]);
}
