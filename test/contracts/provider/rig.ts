import type { OutboundContent } from '../../../src/domain/content.ts';
import type { AttemptId, MessageId, ProviderMessageId } from '../../../src/domain/ids.ts';
import type { Memo, OutboundMessage, Provider, SendResult } from '../../../src/domain/provider.ts';
import { memoryMemo } from '../../support/memo.ts';
import type { Answer, SentRequest, Subject, WebhookSubject } from './samples.ts';

export const ATTEMPT_ID = 'att_contract0000000001' as AttemptId;
const NOW = Date.UTC(2026, 10, 1, 12);

/** An adapter on a network that does as told. */
export interface Rig {
  provider: Provider;
  requests: readonly SentRequest[];
  /** Its clock, which stands still. */
  now: number;
  send(content: OutboundContent): Promise<SendResult>;
}

export type Network = (request: SentRequest) => Promise<Response>;

export function createRig({ definition, samples }: Subject, network: Network, memo: Memo = memoryMemo()): Rig {
  const requests: SentRequest[] = [];
  const fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const request = describeRequest(input, init);
    requests.push(request);
    return network(request);
  };
  const provider = definition.connect(samples.settings, { fetch, now: () => NOW, memo });
  const send = (content: OutboundContent) => provider.send(messageOf({ definition, samples }, content));
  return { provider, requests, now: NOW, send };
}

/** A host whose network must not be touched. */
export function createIsolatedProvider({ definition, samples }: WebhookSubject): Provider {
  const refuse = (): never => {
    throw new Error('verify and parse must not use the host');
  };
  return definition.connect(samples.settings, { fetch: refuse, now: refuse, memo: { read: refuse, keep: refuse } });
}

export function answering(answer: Answer): Network {
  return async () => responseOf(answer);
}

export function acceptingAll({ samples }: Subject): Network {
  return async (request) => responseOf(samples.accepted(request));
}

export function failing(error: Error): Network {
  return async () => {
    throw error;
  };
}

/** Headers come, the body breaks off. */
export function breakingOff(): Network {
  return async () => {
    const body = new ReadableStream({
      pull: (controller) => controller.error(Object.assign(new Error('terminated'), { code: 'UND_ERR_SOCKET' })),
    });
    return new Response(body, { status: 200 });
  };
}

function responseOf({ status, body, headers }: Answer): Response {
  return new Response(status === 204 ? null : body, { status, headers: { ...headers } });
}

function describeRequest(input: string | URL | Request, init: RequestInit): SentRequest {
  if (input instanceof Request) throw new TypeError('the egress fetch takes no Request');
  return {
    url: String(input),
    method: init.method ?? 'GET',
    headers: Object.fromEntries(new Headers(init.headers)),
    body: init.body === undefined || init.body === null ? '' : String(init.body),
    redirect: init.redirect,
  };
}

/** As the pipeline would hand it over. */
export function messageOf({ samples }: Subject, content: OutboundContent): OutboundMessage {
  const target = { targetProviderId: 'provider-message-1' as ProviderMessageId };
  return {
    attemptId: ATTEMPT_ID,
    messageId: 'msg_1' as MessageId,
    senderPhoneNumber: samples.sender.phoneNumber,
    senderFields: samples.sender.fields,
    recipient: samples.recipient,
    content,
    callbackUrl: `https://gateway.example/webhooks/${'0'.repeat(64)}`,
    signal: new AbortController().signal,
    ...(content.type === 'reaction' && target),
  };
}
