import type { SendFailure } from '../../../domain/failure.ts';
import type { ProviderMessageId } from '../../../domain/ids.ts';
import type { OutboundMessage, SendResult } from '../../../domain/provider.ts';
import { describeAnswer } from '../../kit/describe-answer.ts';
import { asText } from '../../kit/json.ts';
import { failureWithin, readFailure, readMessage } from './answer.ts';
import type { GlobalApi } from './api.ts';
import { renderMessage } from './render.ts';
import type { SendBody } from './wire.ts';

const PATH = '/message/';

/**
 * `POST /message/`. Several requests are one message, and the first one's receipt stands for all: what is missing after it is told and not
 * sent again, because that would repeat the first.
 */
export function createSend(api: GlobalApi) {
  return async (message: OutboundMessage): Promise<SendResult> => {
    const rendered = renderMessage(message);
    if (!rendered.ok) return rendered;
    const [body, ...rest] = rendered.bodies;
    if (body === undefined)
      return { ok: false, failure: { kind: 'message_invalid', message: 'There is nothing to send.' } };
    const first = await post(api, body, message.signal);
    if (!first.ok) return first;
    for (const more of rest) {
      const sent = await post(api, more, message.signal);
      if (!sent.ok) return { ...sent, failure: incomplete(sent.failure) };
    }
    return first;
  };
}

async function post(api: GlobalApi, body: SendBody, signal: AbortSignal): Promise<SendResult> {
  const exchanged = await api.call(PATH, signal, { ...body });
  const request = { method: 'POST', path: PATH, body };
  if (!exchanged.ok) return { ...exchanged, detail: { request } };
  const { answer } = exchanged;
  const detail = { request, response: describeAnswer(answer) };
  const sent = readMessage(answer);
  const uid = asText(sent?.uid);
  const failure = sent === undefined ? readFailure(answer, api.now()) : failureWithin(sent);
  if (failure !== undefined) return { ok: false, failure, detail };
  if (uid !== undefined) return { ok: true, receipt: { providerMessageId: uid as ProviderMessageId, detail } };
  const message = 'Karix answered that all is well, but without a message id.';
  return { ok: false, failure: { kind: 'outcome_unknown', message }, detail };
}

function incomplete({ message, code }: SendFailure): SendFailure {
  const told = `Its first part was sent, but not the rest: ${message}`;
  return { kind: 'rejected', message: told, ...(code !== undefined && { code }) };
}
