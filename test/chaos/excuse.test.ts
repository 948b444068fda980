import { createChasqui } from '@chasqui/client';
import { expect, test } from 'vitest';
import { type Excuse, findExcuse } from '../../chaos/excuse.ts';
import type { Complaint } from '../../chaos/judge.ts';
import { createWitness, type Witness } from '../../chaos/witness.ts';

const SENT = {
  id: 'msg_1',
  direction: 'outbound',
  content: { type: 'text', text: 'answer to a' },
  status: 'sent',
  failure: null,
};
const FAILED = { ...SENT, status: 'failed', failure: { kind: 'outcome_unknown', message: 'twice' } };

interface Story {
  provider?: string;
  messages?: object[];
  /** Start and end in seconds, and how it ended. */
  attempts: [from: number, to: number, outcome: string][];
  /** When answers came to the person, in seconds; none: it is lost. */
  answersAt: number[];
  tell?(witness: Witness): void;
}

/** The excuse for one complaint about a gateway that has recorded this. */
function excuseOf({ provider = 'meta', messages = [SENT], ...story }: Story): Promise<Excuse | null> {
  const attempts = story.attempts.map(([from], index) => ({ id: `att_${index}`, startedAt: iso(from) }));
  const entries = story.attempts.map(([, to, outcome], index) => ({
    ...{ step: `attempt_${outcome}`, attemptId: `att_${index}`, at: iso(to) },
  }));
  const api = createChasqui({
    url: 'http://gateway.example',
    fetch: async (request) =>
      Response.json(request.url.includes('/trace') ? { attempts, entries } : { items: messages, nextCursor: null }),
  });
  const witness = createWitness();
  story.tell?.(witness);
  const chat = {
    personId: 'p1',
    phone: '15550100001',
    numberId: 'n1',
    acknowledged: ['a'],
    unacknowledged: [],
    answers: [],
  };
  const answers = story.answersAt.map((at, index) => ({
    ...{ text: 'a', numberId: 'n1', providerMessageId: `m${index}`, at: at * 1_000 },
  }));
  const complaint: Complaint =
    answers.length === 0 ? { kind: 'lost', chat, text: 'a' } : { kind: 'doubled', chat, text: 'a', answers };
  return findExcuse(complaint, { api, channelId: 'chn_1', provider, witness });
}

const iso = (seconds: number) => new Date(seconds * 1_000).toISOString();

const TWICE: Story['attempts'] = [
  [100, 101, 'in_doubt'],
  [116, 117, 'accepted'],
];

test('an echo that was not heard before the whole doubt time had passed excuses the second message', async () => {
  expect(await excuseOf({ attempts: TWICE, answersAt: [100.5, 116.5] })).toBe('echo later than doubt');
});

test('an echo that was acknowledged in time does not', async () => {
  const tell = (witness: Witness) => {
    witness.sent('m0');
    witness.acknowledged('/webhooks/x {"id":"m0"}');
  };
  // It is acknowledged now, long before these attempts.
  const later = Date.now() / 1_000 + 100;
  const attempts: Story['attempts'] = [
    [later, later + 1, 'in_doubt'],
    [later + 16, later + 17, 'accepted'],
  ];
  expect(await excuseOf({ attempts, answersAt: [later + 0.5, later + 16.5], tell })).toBeNull();
});

test('nor does one where the gateway did not wait', async () => {
  const attempts: Story['attempts'] = [
    [100, 101, 'in_doubt'],
    [110, 111, 'accepted'],
  ];
  expect(await excuseOf({ attempts, answersAt: [100.5, 110.5] })).toBeNull();
});

test('at a partner that can be asked, or that takes a message once, a late echo is no excuse', async () => {
  expect(await excuseOf({ provider: 'twilio', attempts: TWICE, answersAt: [100.5, 116.5] })).toBeNull();
  expect(await excuseOf({ provider: 'infobip', attempts: TWICE, answersAt: [100.5, 116.5] })).toBeNull();
});

test('two messages with the same answer are a doubled turn, whatever happened on the way', async () => {
  const messages = [SENT, { ...SENT, id: 'msg_2' }];
  expect(await excuseOf({ messages, attempts: TWICE, answersAt: [100.5, 116.5] })).toBeNull();
});

const AROUND_A_FREEZE: Story['attempts'] = [
  [100, 133, 'in_doubt'],
  [133, 134, 'accepted'],
];

test('a request that left when its process went on is excused by the freeze', async () => {
  const tell = (witness: Witness) => witness.froze(100_500, 140_000);
  expect(await excuseOf({ attempts: AROUND_A_FREEZE, answersAt: [133.5, 140.2], tell })).toBe(
    'frozen inside a request',
  );
});

test('one that reached the partner at another time is not', async () => {
  const tell = (witness: Witness) => witness.froze(100_500, 140_000);
  const provider = 'twilio';
  expect(await excuseOf({ provider, attempts: AROUND_A_FREEZE, answersAt: [100.4, 133.5], tell })).toBeNull();
  expect(await excuseOf({ provider, attempts: AROUND_A_FREEZE, answersAt: [133.5, 160], tell })).toBeNull();
});

const GIVEN_UP: Story['attempts'] = [
  [100, 101, 'in_doubt'],
  [116, 117, 'in_doubt'],
];

test('a message that was disturbed twice is given up', async () => {
  const tell = (witness: Witness) => {
    witness.disturbed('n1', 100_500, 100_500);
    witness.disturbed(null, 116_000, 130_000);
  };
  expect(await excuseOf({ messages: [FAILED], attempts: GIVEN_UP, answersAt: [], tell })).toBe('in doubt twice');
});

test('each of its doubts must have had a cause', async () => {
  const tell = (witness: Witness) => {
    witness.disturbed('n1', 100_500, 100_500);
    witness.disturbed('n2', 116_500, 116_500);
  };
  expect(await excuseOf({ messages: [FAILED], attempts: GIVEN_UP, answersAt: [], tell })).toBeNull();
});

test('what was given up without two doubts is lost', async () => {
  const tell = (witness: Witness) => witness.disturbed(null, 100_000, 130_000);
  expect(await excuseOf({ messages: [FAILED], attempts: GIVEN_UP.slice(1), answersAt: [], tell })).toBeNull();
  expect(await excuseOf({ messages: [SENT], attempts: GIVEN_UP, answersAt: [], tell })).toBeNull();
  expect(await excuseOf({ messages: [], attempts: [], answersAt: [], tell })).toBeNull();
});
