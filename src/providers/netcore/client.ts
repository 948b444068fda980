import type { SendFailure } from '../../domain/failure.ts';
import type { ProviderMessageId } from '../../domain/ids.ts';
import type { ConsentFacet, OutboundMessage, ProviderTrouble, SendResult } from '../../domain/provider.ts';
import { describeAnswer } from '../kit/describe-answer.ts';
import { asObject, asText, withoutUndefined } from '../kit/json.ts';
import { isSuccess, readFailure } from './answer.ts';
import type { Api } from './api.ts';
import { NOT_OPTED_IN } from './codes.ts';
import { renderMessage } from './render.ts';
import type { SendBody } from './wire.ts';

/** Sends a message; whoever is refused for want of an opt-in is opted in and written to once more, where the operator wants that. */
export function createSend(api: Api, consent: ConsentFacet) {
  return async (message: OutboundMessage): Promise<SendResult> => {
    const rendered = renderMessage(message, api.settings);
    if (!rendered.ok) return rendered;
    const result = await post(api, rendered.body, message);
    const isAsked = !result.ok && result.failure.code === NOT_OPTED_IN;
    if (!isAsked || !api.settings.autoOptIn) return result;
    const { senderFields, signal } = message;
    const phoneNumbers = [rendered.phoneNumber];
    const noted = await consent.set({ phoneNumbers, consent: 'opt_in', senderFields, signal });
    if (noted.ok) return post(api, rendered.body, message);
    return { ...result, failure: whyNotNoted(result.failure, noted.trouble) };
  };
}

/** Nothing was sent. Where the opt-in may still succeed, the person has not been refused, and the message is tried again. */
function whyNotNoted(refusal: SendFailure, { kind, message: why, code, stops }: ProviderTrouble): SendFailure {
  const message = `${refusal.message} The opt-in did not succeed either: ${why}`;
  switch (kind) {
    case 'throttled':
      return withoutUndefined({ kind, message, code });
    case 'unavailable':
      return withoutUndefined({ kind: 'provider_unavailable', message, code });
    case 'misconfigured':
      return withoutUndefined({ kind: 'channel_misconfigured', message, code, stops });
    default:
      return { ...refusal, message };
  }
}

async function post(api: Api, body: SendBody, { senderFields, signal }: OutboundMessage): Promise<SendResult> {
  const path = api.settings.sendPath;
  const exchanged = await api.call({ path, body: { ...body }, senderFields, signal });
  const request = { method: 'POST', path, body };
  if (!exchanged.ok) return { ...exchanged, detail: { request } };
  const { answer } = exchanged;
  const detail = { request, response: describeAnswer(answer) };
  if (!isSuccess(answer)) return { ok: false, failure: readFailure(answer, api.now()), detail };
  const id = asText(asObject(asObject(answer.json).data).id);
  if (id !== undefined) return { ok: true, receipt: { providerMessageId: id as ProviderMessageId, detail } };
  const message = 'Netcore answered that all is well, but without a message id.';
  return { ok: false, failure: { kind: 'outcome_unknown', message }, detail };
}
