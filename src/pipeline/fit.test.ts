import { expect, test } from 'vitest';
import { WIRE } from '../../test/simulation/wire.ts';
import { sendCase } from '../../test/support/send-case.ts';
import type { Capabilities } from '../domain/capability.ts';
import type { OutboundContent } from '../domain/content.ts';
import type { AttemptId } from '../domain/ids.ts';
import type { ConnectionEntry } from '../services/directory.ts';
import type { ClaimedSend } from '../store/work.ts';
import { fitToConnection } from './fit.ts';
import type { PipelineContext } from './parts.ts';

const OLD_AT = 1_000;
const MOVED_AT = 2_000;
const ATTEMPT = 'att_1' as AttemptId;

const SMALL: Capabilities = {
  ...WIRE.capabilities,
  content: { ...WIRE.capabilities.content, buttons: 'degraded', list: 'degraded', sticker: 'rejected', raw: 'native' },
  limits: { ...WIRE.capabilities.limits, text: 20 },
};

function entry(provider: string, createdAt: number, capabilities = WIRE.capabilities): ConnectionEntry {
  const made = {
    connection: { id: `con_${provider}`, createdAt, state: 'active' },
    definition: { id: provider, displayName: provider.toUpperCase(), capabilities },
    provider: { templates: {} },
  };
  return made as unknown as ConnectionEntry; // No more of it is asked for.
}

const OLD = entry('old', 0);
const NEW = entry('new', MOVED_AT, SMALL);

const CONTEXT = {
  clock: { now: () => 3_000 },
  ids: { next: (prefix: string) => `${prefix}_new` },
  templates: { peek: () => [] },
} as unknown as PipelineContext; // The rest has no part in it.

function fitOf(content: OutboundContent, work: Partial<ClaimedSend> = {}) {
  const given = sendCase({ now: OLD_AT, active: NEW, work: { content, freeForm: true, ...work } });
  const moved = { ...given, channel: { ...given.channel, connections: [OLD, NEW] } };
  return fitToConnection(moved, ATTEMPT, CONTEXT);
}

test('what the new connection can show leaves as it is', () => {
  expect(fitOf({ type: 'text', text: 'short' })).toMatchObject({ outcome: 'fits' });
});

test('a text that was cut for a larger limit is cut again, and its parts follow each other', () => {
  const fitted = fitOf({ type: 'text', text: 'one two three four five six' });
  expect(fitted).toMatchObject({
    outcome: 'replaced',
    step: {
      ...{ outcome: 'replace', attemptId: ATTEMPT, content: { type: 'text', text: 'one two three four' } },
      more: [{ messageId: 'msg_new', author: 'bot', content: { type: 'text', text: 'five six' }, freeForm: true }],
    },
  });
});

test('buttons become numbered text where the new provider has none, and the numbers keep their meaning', () => {
  const fitted = fitOf({ type: 'buttons', text: 'Go?', buttons: [{ id: 'y', title: 'Yes' }] });
  expect(fitted).toMatchObject({
    outcome: 'replaced',
    step: { content: { type: 'text' }, choices: [{ id: 'y', title: 'Yes', kind: 'button_reply' }] },
  });
});

test.each<[string, OutboundContent, RegExp]>([
  [
    'a kind that it does not send',
    { type: 'sticker', media: { url: 'https://a.example/s' } },
    /sticker cannot be sent/,
  ],
  ['another provider’s own form', { type: 'raw', provider: 'old', payload: {} }, /in the form of old.*NEW/],
  ['another provider’s file', { type: 'image', media: { id: '77' } }, /file by an id of another provider/],
  ['another provider’s template', { type: 'template', name: 'a', language: 'en' }, /no approved template/],
  ['a reaction to another provider’s message', { type: 'reaction', messageId: 'm', emoji: '👍' }, /reacts to/],
])('%s fails with a sentence', (_what, content, sentence) => {
  expect(fitOf(content)).toMatchObject({ outcome: 'failed', failure: { kind: 'message_invalid' } });
  const fitted = fitOf(content);
  expect(fitted.outcome === 'failed' && fitted.failure.message).toMatch(sentence);
});

test('who is known only by the other provider’s own id cannot be reached, and the failure says so', () => {
  const conversation = { identifiers: [{ kind: 'provider_ref', value: 'x', matchKey: 'x' }] };
  const fitted = fitOf({ type: 'text', text: 'a' }, { conversation } as unknown as Partial<ClaimedSend>);
  expect(fitted).toMatchObject({
    outcome: 'failed',
    failure: { message: expect.stringMatching(/the person is known/) },
  });
});

test('what was queued after the move is the new provider’s own', () => {
  expect(fitOf({ type: 'image', media: { id: '77' } }, { createdAt: MOVED_AT })).toMatchObject({ outcome: 'fits' });
});

test('a quote of a message that only the other provider knows is left out', () => {
  const quoted = (at: number) => ({ messageId: 'm', providerMessageId: 'p', at }) as ClaimedSend['replyTo'];
  expect(fitOf({ type: 'text', text: 'a' }, { replyTo: quoted(OLD_AT) })).toMatchObject({
    sendCase: { work: { replyTo: null } },
  });
  expect(fitOf({ type: 'text', text: 'a' }, { replyTo: quoted(MOVED_AT) })).toMatchObject({
    sendCase: { work: { replyTo: { providerMessageId: 'p' } } },
  });
});
