import { describe, expect, it } from 'vitest';
import type { Connector, ConnectorDefinition, ConnectorHost, TurnResult } from '../../src/domain/connector.ts';
import type { FieldValues } from '../../src/domain/settings.ts';
import { type ConnectorSubject, connectorChecks, connectorContract } from './connector.ts';

const SECRET = 'fake-secret-value';
type Deliver = (
  settings: FieldValues,
  host: ConnectorHost,
  ...rest: Parameters<Connector['deliver']>
) => ReturnType<Connector['deliver']>;

/** The smallest connector that keeps the contract. */
const deliverWell: Deliver = async ({ url = '', key = '' }, host, turn, signal) => {
  const init = { method: 'POST', signal, headers: { authorization: key }, body: JSON.stringify(turn.messages) };
  try {
    const response = await host.fetch(url, init);
    if (response.ok) return { outcome: 'answered', parts: [] };
    const seconds = response.headers.get('retry-after');
    const retryable = response.status >= 500 || [408, 429].includes(response.status);
    const wait = seconds === null ? {} : { retryAfterMs: Number(seconds) * 1000 };
    return { outcome: 'failed', message: `status ${response.status}`, retryable, ...wait };
  } catch (error) {
    const isRefused = error instanceof Error && 'code' in error && error.code === 'EGRESS_REFUSED';
    return { outcome: 'failed', message: 'no answer', retryable: !isRefused };
  }
};

function fake(deliver: Deliver = deliverWell, change: Partial<ConnectorDefinition> = {}): ConnectorSubject {
  const definition: ConnectorDefinition = {
    id: 'fake',
    displayName: 'Fake',
    docsUrl: 'docs/fake.md',
    fields: [
      { name: 'url', label: 'URL', hint: 'Where it is', secret: false, required: true },
      { name: 'key', label: 'Key', hint: 'What opens it', secret: true, required: true },
    ],
    validate: ({ url }) => (url ? [] : [{ field: 'url', message: 'is missing' }]),
    connect: (settings, host) => ({
      deliver: (turn, signal) => deliver(settings, host, turn, signal),
      parseReply: () => 'is nothing',
    }),
    ...change,
  };
  return { definition, settings: { url: 'https://bot.example/x', key: SECRET }, goodAnswer: () => new Response('{}') };
}

connectorContract('a correct fake', fake());

const silence: TurnResult = { outcome: 'answered', parts: [] };
const seen: string[] = [];

describe('the contract catches', () => {
  it.each<[string, string, ConnectorSubject]>([
    [
      'settings that it refuses itself',
      'describes its settings',
      fake(deliverWell, { validate: () => [{ field: 'x', message: 'no' }] }),
    ],
    [
      'a field without a hint',
      'describes its settings',
      fake(deliverWell, { fields: [{ name: 'url', label: 'URL', hint: '', secret: false, required: true }] }),
    ],
    ['writing into the turn', 'leaves the turn as it is', fake(async (_s, _h, turn) => Object.assign(turn, silence))],
    [
      'memory of another turn',
      'keeps nothing between turns',
      fake(async (_s, _h, turn) => ({ ...silence, state: seen.push(turn.id) })),
    ],
    [
      'a kind that it cannot take',
      'takes every kind of message, also unknown ones',
      fake(async (settings, host, turn, signal) => {
        if (turn.messages[0]?.type === 'order') throw new Error('orders?');
        return deliverWell(settings, host, turn, signal);
      }),
    ],
    [
      'a deaf ear for the time-out',
      'settles when the time-out fires',
      fake((settings, host, turn) => deliverWell(settings, host, turn, new AbortController().signal)),
    ],
    [
      'a client error tried again',
      'tells trouble that may pass from trouble that will not',
      fake(async (...call) => {
        const result = await deliverWell(...call);
        return result.outcome === 'failed' ? { ...result, retryable: true } : result;
      }),
    ],
    [
      'a wait that was asked for in vain',
      'tells trouble that may pass from trouble that will not',
      fake(async (...call) => {
        const { retryAfterMs: _, ...result } = { retryAfterMs: 0, ...(await deliverWell(...call)) };
        return result as TurnResult; // a result less its optional member is one
      }),
    ],
    [
      'a secret in a failure',
      'shows no secret',
      fake(async ({ key = '' }) => ({ outcome: 'failed', message: `with ${key}`, retryable: false })),
    ],
    [
      'the reply token in the trace',
      'shows no secret',
      fake(async (_s, _h, turn) => ({ ...silence, detail: { request: { ...turn.reply } } })),
    ],
    [
      'a request to a host of its own',
      'asks only the host in its settings',
      fake((settings, host, turn, signal) =>
        deliverWell({ ...settings, url: 'https://spy.example' }, host, turn, signal),
      ),
    ],
    ['no request at all', 'asks only the host in its settings', fake(async () => silence)],
    [
      'a reply that makes it throw',
      'says what is wrong with a reply instead of throwing',
      fake(deliverWell, {
        connect: () => ({ deliver: async () => silence, parseReply: (body) => Object.keys(body as object).join() }),
      }),
    ],
  ])('%s', async (_, check, subject) => {
    expect(await connectorChecks[check]?.(subject)).not.toEqual([]);
  });
});
