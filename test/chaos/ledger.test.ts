import { createChasqui } from '@chasqui/client';
import { expect, test } from 'vitest';
import { createJournal } from '../../chaos/journal.ts';
import { createLedger } from '../../chaos/ledger.ts';
import type { Chat } from '../../chaos/people.ts';
import { addTallies, faultsIn } from '../../chaos/tally.ts';
import { createWitness } from '../../chaos/witness.ts';

const MESSAGE = {
  id: 'msg_1',
  direction: 'outbound',
  content: { type: 'text', text: 'answer to a' },
  status: 'sent',
  failure: null,
  at: '2026-01-01T00:00:00.950Z',
};
const TRACE = {
  message: MESSAGE,
  attempts: [{ id: 'att_1', number: 1, startedAt: '2026-01-01T00:00:01.000Z', endedAt: null, outcome: 'accepted' }],
  entries: [{ step: 'attempt_accepted', attemptId: 'att_1', at: '2026-01-01T00:00:01.000Z', durationMs: 7 }],
  statuses: [],
};

const DEAD_LETTERS = [
  { reason: 'not_stored', message: 'refused', raw: '{"text":"a"}', at: '2026-01-01T00:00:00.000Z' },
  { reason: 'not_stored', message: 'refused', raw: '{"text":"b"}', at: '2026-01-01T00:00:00.000Z' },
  { reason: 'bot_failed', message: 'silent', raw: null, at: '2026-01-01T00:00:00.000Z' },
];

function openLedger() {
  const chat: Chat = {
    ...{ personId: 'p1', phone: '15550100001', numberId: 'n1' },
    ...{ acknowledged: [], unacknowledged: [], answers: [] },
  };
  const journal = createJournal();
  const api = createChasqui({
    url: 'http://gateway.example',
    async fetch(request) {
      if (request.url.includes('/trace')) return Response.json(TRACE);
      const items = request.url.includes('/dead-letters') ? DEAD_LETTERS : [MESSAGE];
      return Response.json({ items, nextCursor: null });
    },
  });
  const witness = createWitness();
  const place = { api, channelId: 'chn_1', provider: 'meta', witness, journal };
  const answer = (text: string, id: string) =>
    chat.answers.push({ text, numberId: 'n1', providerMessageId: id, at: Date.UTC(2026, 0, 1) });
  return { chat, journal, answer, ledger: createLedger([chat], () => place) };
}

test('what was written and answered is counted once, round for round', async () => {
  const { chat, answer, ledger } = openLedger();
  chat.acknowledged.push('a');
  answer('a', 'm1');
  const first = await ledger.close();
  expect(first.tally).toMatchObject({ written: 1, acknowledged: 1, answered: 1 });
  chat.acknowledged.push('b');
  chat.unacknowledged.push('c');
  answer('b', 'm2');
  const { tally } = await ledger.close();
  expect(tally).toMatchObject({ written: 2, acknowledged: 1, answered: 1 });
  expect(faultsIn(addTallies([first.tally, tally]))).toBe(0);
});

test('a fault is counted when it is found, and not again', async () => {
  const { chat, ledger } = openLedger();
  chat.acknowledged.push('a');
  expect((await ledger.close()).tally).toMatchObject({ acknowledged: 1, answered: 0, lost: 1 });
  const { tally, stories } = await ledger.close();
  expect(faultsIn(tally)).toBe(0);
  expect(stories).toEqual([]);
});

test('a message that doubles rounds later is found then, and what comes a third time too', async () => {
  const { chat, answer, ledger } = openLedger();
  chat.acknowledged.push('a');
  answer('a', 'm1');
  await ledger.close();
  answer('a', 'm2');
  expect((await ledger.close()).tally).toMatchObject({ doubled: 1 });
  answer('a', 'm3');
  expect((await ledger.close()).tally).toMatchObject({ doubled: 1 });
});

test('a fault tells what everybody saw in the order of time: people, bot, disasters and the gateway', async () => {
  const { chat, journal, ledger } = openLedger();
  chat.acknowledged.push('a');
  const at = (seconds: number) => Date.UTC(2026, 0, 1) + seconds * 1_000;
  journal.note('a', 'bot: asked', at(0.5));
  journal.note(null, 'disaster: kill', at(0.8));
  journal.note('n1', 'partner: cuts', at(0.9));
  journal.note('a', 'person: writes', at(0));
  journal.note('n2', 'at another partner', at(0.5));
  journal.note(null, 'disaster: an hour before', at(-3_600));
  const [story] = (await ledger.close()).stories;
  expect(story).toMatchObject({ excuse: null, title: 'FAULT: lost at n1: a' });
  expect(story?.lines.map((line) => line.replace(/^ {2}\S+ /, ''))).toEqual([
    '"a"',
    ...['person: writes', 'bot: asked', 'disaster: kill', 'partner: cuts'],
    'gateway: outbound msg_1, now sent',
    expect.stringContaining('attempt 1 (att_1) begins; it ends as accepted'),
    expect.stringContaining('attempt_accepted of attempt 1, 7 ms'),
    'gateway: dead letter not_stored: refused',
  ]);
});
