import type { ProviderMessageId } from '../../../domain/ids.ts';
import type { OutboundMessage, ProviderHost, SendResult } from '../../../domain/provider.ts';
import { describeAnswer } from '../../kit/describe-answer.ts';
import { type Exchanged, exchange, type Line } from '../../kit/exchange.ts';
import { asList, asObject, asText, type JsonObject } from '../../kit/json.ts';
import { sendParts } from '../send-parts.ts';
import type { SelfServeSettings } from '../settings.ts';
import { readFailure } from './answer.ts';
import type { PartnerClient } from './partner-client.ts';
import { type Request, renderMessage } from './render-message.ts';

/** What a send needs beside the settings. `partner` only where its host can be called. */
interface Parts {
  line: Line;
  partner: PartnerClient | undefined;
  host: Pick<ProviderHost, 'now'>;
}

/** Sends a message by the app API, or through the partner host what only that can say. */
export function createSend(settings: SelfServeSettings, { line, partner, host }: Parts) {
  return async (message: OutboundMessage): Promise<SendResult> => {
    const rendered = renderMessage(message, settings, host.now());
    if (!rendered.ok) return { ok: false, failure: { kind: 'message_invalid', message: rendered.message } };
    return sendParts(rendered.requests, (request) => sendOne(request, message.signal));
  };

  async function sendOne(request: Request, signal: AbortSignal): Promise<SendResult> {
    const body = 'json' in request ? request.json : request.form;
    const shown = { method: 'POST', path: request.place, body };
    const exchanged = await post(request, signal);
    if (!exchanged.ok) return { ...exchanged, detail: { request: shown } };
    const { answer } = exchanged;
    const detail = { request: shown, response: describeAnswer(answer) };
    const failure = readFailure(answer, host.now());
    if (failure !== undefined) return { ok: false, failure, detail };
    const id = readId(asObject(answer.json));
    if (id !== undefined) return { ok: true, receipt: { providerMessageId: id, detail } };
    const message = 'Gupshup answered that all is well, but without a message id.';
    return { ok: false, failure: { kind: 'outcome_unknown', message }, detail };
  }

  async function post(request: Request, signal: AbortSignal): Promise<Exchanged> {
    if ('form' in request) {
      const headers = { apikey: settings.apiKey, 'content-type': 'application/x-www-form-urlencoded' };
      const body = new URLSearchParams(request.form).toString();
      return exchange(line, { method: 'POST', url: `${settings.apiUrl}/${request.place}`, headers, body, signal });
    }
    const failure = { kind: 'channel_misconfigured', message: 'The partner settings are missing.' } as const;
    const body = JSON.stringify(request.json);
    const call = { method: 'POST', path: request.place, body, contentType: 'application/json', signal } as const;
    return partner?.call(call) ?? { ok: false, failure };
  }
}

/** `messageId`, or as the Cloud API writes it. It is what events call `gsId` or `gs_id`. */
function readId(body: JsonObject): ProviderMessageId | undefined {
  const id = asText(body.messageId) ?? asText(asObject(asList(body.messages)[0]).id);
  return id as ProviderMessageId | undefined;
}
