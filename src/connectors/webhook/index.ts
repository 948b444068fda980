import type {
  Connector,
  ConnectorDefinition,
  ConnectorHost,
  Turn,
  TurnDetail,
  TurnResult,
} from '../../domain/connector.ts';
import type { FieldValues } from '../../domain/settings.ts';
import { parseLaterAnswer } from '../kit/answer.ts';
import { showBody, showUrl } from '../kit/detail.ts';
import { postToBot } from '../kit/exchange.ts';
import { readAnswer } from './answer.ts';
import { renderBody, signatureHeaders } from './request.ts';
import { fields, generate, validate } from './settings.ts';
import { createSigner } from './sign.ts';

/** A bot behind a URL: signed JSON goes there, its answer comes back at once or later. */
export const webhookConnector: ConnectorDefinition = {
  id: 'webhook',
  displayName: 'Webhook bot',
  docsUrl: 'docs/connectors/webhook.md',
  fields,
  validate,
  generate,
  connect,
};

function connect(settings: FieldValues, host: ConnectorHost): Connector {
  const { url = '', secret, previousSecret } = settings;
  const signers = [secret, previousSecret].filter((one) => one !== undefined).map(createSigner);
  return {
    deliver: (turn, signal) => deliver(turn, signal),
    parseReply: parseLaterAnswer,
  };

  async function deliver(turn: Turn, signal: AbortSignal): Promise<TurnResult & { detail?: TurnDetail }> {
    const content = renderBody(turn);
    const body = JSON.stringify(content);
    const headers = signatureHeaders({ turnId: turn.id, body, now: host.machineNow?.() ?? host.now() }, signers);
    const exchanged = await postToBot(host, { url, headers, body, signal });
    const { token: _token, ...reply } = content.reply;
    const request = { method: 'POST', url: showUrl(url), body: showBody({ ...content, reply }) };
    if (!exchanged.ok) {
      const { status, failure } = exchanged;
      return { ...failure, detail: { request, ...(status !== undefined && { response: { status } }) } };
    }
    const { status, text, json } = exchanged.answer;
    return { ...readAnswer(exchanged.answer), detail: { request, response: { status, body: showBody(json ?? text) } } };
  }
}
