import { expect, test } from 'vitest';
import type { Schemas } from './client.ts';
import { tellStory } from './tell-story.ts';

const MESSAGE: Schemas['Message'] = {
  id: 'msg_1',
  channelId: 'ch_1',
  conversationId: 'conv_1',
  direction: 'outbound',
  author: 'api',
  duty: 'observe',
  status: 'delivered',
  content: { type: 'text', text: 'Your table is ready.' },
  providerMessageId: null,
  failure: null,
  contact: { id: 'contact_1' },
  sender: { id: 'sn_1', phoneNumber: '15550001001' },
  at: '2026-01-02T00:00:43.713Z',
  receivedAt: '2026-01-02T00:00:43.713Z',
  replyTo: null,
  editedAt: null,
  revokedAt: null,
};

function story(is: Partial<Schemas['MessageTrace']>): string {
  return tellStory({ message: MESSAGE, entries: [], attempts: [], statuses: [], raw: null, related: [], ...is });
}

test('a status that the provider dates to the full second stands behind the send of that second', () => {
  const told = story({
    entries: [
      { step: 'queued', at: '2026-01-02T00:00:43.713Z' },
      { step: 'attempt_accepted', at: '2026-01-02T00:00:43.716Z', durationMs: 4 },
    ],
    statuses: [
      { status: 'sent', at: '2026-01-02T00:00:43.000Z', detail: null },
      { status: 'delivered', at: '2026-01-02T00:00:44.000Z', detail: null },
    ],
  });
  expect(told.split('\n').slice(3)).toEqual([
    '  00:00:43.713  queued',
    '  00:00:43.716  attempt_accepted (4 ms)',
    '  00:00:43      status sent',
    '  00:00:44      status delivered',
  ]);
});

test('a bill is shown by what stands in its body', () => {
  const content = { type: 'order_details' as const, body: { text: 'Your order 77' }, action: {} };
  expect(story({ message: { ...MESSAGE, content } })).toContain('[order_details] Your order 77');
});

test('attempts tell their connection where another one stood in', () => {
  const attempt = { id: 'att_1', startedAt: MESSAGE.at, endedAt: MESSAGE.at, failure: null, providerMessageId: null };
  const away = { ...attempt, number: 1, connectionId: 'cn_1', outcome: 'retry' as const };
  const taken = { ...attempt, number: 2, connectionId: 'cn_2', outcome: 'accepted' as const };
  expect(story({ attempts: [away, taken] })).toContain('  attempt 1 by cn_1: retry\n  attempt 2 by cn_2: accepted');
  expect(story({ attempts: [taken] })).toContain('  attempt 2: accepted');
});

test('why a message failed is told', () => {
  const failure = { kind: 'window_closed' as const, message: 'the window is closed' };
  expect(story({ message: { ...MESSAGE, status: 'failed', failure } })).toContain(
    'msg_1  outbound  failed (window_closed: the window is closed)',
  );
  const entry = {
    step: 'bot_failed' as const,
    at: MESSAGE.at,
    durationMs: 3,
    detail: { message: 'The bot answered 404' },
  };
  expect(story({ entries: [entry] })).toContain('bot_failed (3 ms): The bot answered 404');
});
