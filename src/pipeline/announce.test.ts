import { expect, test } from 'vitest';
import type { IngestItem } from '../store/ingest-items.ts';
import { changesOf } from './announce.ts';

const channelId = 'chn_1';

/** Hints depend on no more of an item. */
function item(fields: object): IngestItem {
  return { channelId, ...fields } as unknown as IngestItem; // The rest is of no matter here.
}

function accountEvent(...types: readonly string[]): IngestItem {
  return item({ type: 'channel_event', effects: { list: types.map((type) => ({ type })) } });
}

test.each([
  ['a message', item({ type: 'message', messageId: 'msg_1' }), [{ kind: 'message', channelId, messageId: 'msg_1' }]],
  ['a correction', item({ type: 'amendment' }), [{ kind: 'message', channelId }]],
  ['a status', item({ type: 'status' }), [{ kind: 'status', channelId }]],
  ['a wish about marketing', item({ type: 'preference' }), [{ kind: 'conversation', channelId }]],
  ['a hand-over', item({ type: 'control' }), [{ kind: 'conversation', channelId }]],
  ['a new identifier', item({ type: 'identity' }), [{ kind: 'conversation', channelId }]],
  ['a dead letter', item({ type: 'dead_letter' }), [{ kind: 'dead_letter' }]],
  ['an event of the account', item({ type: 'channel_event' }), [{ kind: 'channel', channelId }]],
  ['a fact about a number', accountEvent('sender_facts'), [{ kind: 'channel', channelId }]],
  [
    'a template',
    accountEvent('template_changed'),
    [
      { kind: 'channel', channelId },
      { kind: 'template', channelId },
    ],
  ],
])('tells pages about %s', (_what, stored, hints) => {
  expect(changesOf([stored])).toEqual(hints);
});

test('says the same once', () => {
  const statuses = [item({ type: 'status' }), item({ type: 'status' }), item({ type: 'status', channelId: 'chn_2' })];
  expect(changesOf(statuses)).toEqual([
    { kind: 'status', channelId },
    { kind: 'status', channelId: 'chn_2' },
  ]);
});
