import type { ProviderMessageId } from '../../../domain/ids.ts';
import type { OutboundMessage, SendResult } from '../../../domain/provider.ts';
import { describeAnswer } from '../../kit/describe-answer.ts';
import { asObject, asText } from '../../kit/json.ts';
import { isSuccess, readFailure } from './answer.ts';
import { type RcmApi, sendUrl } from './api.ts';
import { renderMessage } from './render.ts';

/** `POST /services/rcm/sendMessage`, one message a request. */
export function createSend(api: RcmApi) {
  return async (message: OutboundMessage): Promise<SendResult> => {
    const rendered = renderMessage(message, api.settings);
    if (!rendered.ok) return rendered;
    const url = sendUrl(api.settings);
    const exchanged = await api.post(url, { ...rendered.body }, message.signal);
    const request = { method: 'POST', url, body: rendered.body };
    if (!exchanged.ok) return { ...exchanged, detail: { request } };
    const { answer } = exchanged;
    const detail = { request, response: describeAnswer(answer) };
    if (!isSuccess(answer)) return { ok: false, failure: readFailure(answer, api.now()), detail };
    const mid = asText(asObject(answer.json).mid);
    if (mid !== undefined) return { ok: true, receipt: { providerMessageId: mid as ProviderMessageId, detail } };
    const said = 'Karix answered that all is well, but without a message id.';
    return { ok: false, failure: { kind: 'outcome_unknown', message: said }, detail };
  };
}
