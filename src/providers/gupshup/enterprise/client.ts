import type { ProviderMessageId } from '../../../domain/ids.ts';
import type { OutboundMessage, ProviderHost, SendResult } from '../../../domain/provider.ts';
import { describeAnswer } from '../../kit/describe-answer.ts';
import type { Line } from '../../kit/exchange.ts';
import { sendParts } from '../send-parts.ts';
import type { EnterpriseSettings } from '../settings.ts';
import { readVerdict } from './answer.ts';
import { callGateway, readFailure } from './gateway.ts';
import { renderMessage } from './render.ts';
import type { GatewayCall } from './wire.ts';

/** Sends a message by the enterprise gateway: `POST /GatewayAPI/rest`. */
export function createSend(settings: EnterpriseSettings, line: Line, host: Pick<ProviderHost, 'now'>) {
  return async (message: OutboundMessage): Promise<SendResult> => {
    const rendered = renderMessage(message, settings, host.now());
    if (!rendered.ok) return { ok: false, failure: { kind: 'message_invalid', message: rendered.message } };
    return sendParts(rendered.calls, (call) => sendOne(call, message.signal));
  };

  async function sendOne(call: GatewayCall, signal: AbortSignal): Promise<SendResult> {
    // Without credentials, which the request gets at the last moment.
    const request = { method: 'POST', url: settings.sendUrl, body: call.parameters };
    const exchanged = await callGateway(line, settings, { ...call, place: 'messages', signal });
    if (!exchanged.ok) return { ...exchanged, detail: { request } };
    const { answer } = exchanged;
    const detail = { request, response: describeAnswer(answer) };
    const failure = readFailure(answer, host.now());
    if (failure !== undefined) return { ok: false, failure, detail };
    const verdict = readVerdict(answer);
    const providerMessageId = (verdict?.ok ? verdict.id : '') as ProviderMessageId;
    return { ok: true, receipt: { providerMessageId, detail } };
  }
}
