import { expect, test } from 'vitest';
import { WIRE } from '../../test/simulation/wire.ts';
import { sendCase, sendContext } from '../../test/support/send-case.ts';
import type { OutboundContent } from '../domain/content.ts';
import type { SendFailure } from '../domain/failure.ts';
import type { AttemptId, ConnectionId, ProviderMessageId } from '../domain/ids.ts';
import type { SendResult } from '../domain/provider.ts';
import type { ConnectionEntry } from '../services/directory.ts';
import { createAttempt } from './attempt.ts';
import { createCircuits } from './circuit.ts';
import type { Holding } from './lane-runner.ts';
import type { PipelineContext } from './parts.ts';

const CONNECTION = 'con_1' as ConnectionId;
const LEASE_MS = 30_000;
const TEXT: OutboundContent = { type: 'text', text: 'Hi' };
const TEMPLATE: OutboundContent = { type: 'template', name: 'code', language: 'en' };
const SENT: SendResult = { ok: true, receipt: { providerMessageId: 'p1' as ProviderMessageId } };

/** A connection of a provider that answers `results`, one after the other. */
function connectionTo(results: SendResult[]): ConnectionEntry {
  const entry = {
    connection: { id: CONNECTION, createdAt: 0, state: 'active', settings: {} },
    definition: {
      ...{ id: 'fake', senderFields: [] },
      capabilities: { ...WIRE.capabilities, refusalCodes: { codeToUserId: '131056' } },
    },
    provider: { templates: {}, send: async () => results.shift() },
    callbackUrl: 'https://chat.example.com/webhooks/1',
  };
  return entry as unknown as ConnectionEntry; // No more of it is asked for.
}

/** Tries one message after another over a connection whose next message is a probe. Templates and stops cannot be read or written. */
async function setUp(results: SendResult[]) {
  const entry = connectionTo(results);
  const context = sendContext([entry]);
  const { clock } = context;
  const fail = async () => {
    throw new Error('no answer');
  };
  const more = {
    ...{ templates: { of: fail, peek: () => null }, stops: { stop: fail } },
    observer: { ...context.observer, stage() {} },
  };
  const circuits = createCircuits<ConnectionId>(() => clock.now());
  const circuit = circuits.of(CONNECTION);
  for (let failure = 0; failure < 5; failure++) circuit.failed('go');
  await clock.advance(5_000);
  const attempt = createAttempt({ ...context, ...more } as unknown as PipelineContext, circuits);
  const send = (content: OutboundContent) => {
    const now = clock.now();
    const given = sendCase({ now, active: entry, work: { content, freeForm: false } });
    const channel = { ...given.channel, connections: [entry] };
    const holding: Holding = { signal: new AbortController().signal, leaseUntil: () => now + LEASE_MS };
    return attempt({ ...given, channel }, { id: 'att_1' as AttemptId, startedAt: now }, holding);
  };
  return { circuit, send };
}

test('a message that could not be prepared was not sent, and leaves the next one to probe', async () => {
  const { circuit, send } = await setUp([SENT]);
  expect(await send(TEMPLATE)).toMatchObject({ outcome: 'retry', failure: { kind: 'provider_unavailable' } });
  expect(await send(TEXT)).toMatchObject({ outcome: 'accepted', providerMessageId: 'p1' });
  expect(circuit.isOpen()).toBe(false);
});

test('a probe whose consequences could not be written is not the last one', async () => {
  const failure: SendFailure = { kind: 'channel_misconfigured', message: 'the token is no good', stops: 'credentials' };
  const { circuit, send } = await setUp([{ ok: false, failure }, SENT]);
  await expect(send(TEXT)).rejects.toThrow('no answer');
  expect(await send(TEXT)).toMatchObject({ outcome: 'accepted' });
  expect(circuit.isOpen()).toBe(false);
});
