import { createChasqui } from '@chasqui/client';
import { expect, test } from 'vitest';
import { type Excuse, findExcuse } from '../../chaos/excuse.ts';
import { createJournal } from '../../chaos/journal.ts';
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
  /** `setClock`: seconds, for what the witness notes by itself. */
  tell?(witness: Witness, setClock: (seconds: number) => void): void;
}

/** The excuse for one complaint about a gateway that has recorded this. */
function excuseOf({ provider = 'meta', messages = [SENT], ...story }: Story): Promise<Excuse | null> {
  const attempts = story.attempts.map(([from, to], index) => ({
    ...{ id: `att_${index}`, startedAt: iso(from), endedAt: iso(to) },
  }));
  const entries = story.attempts.map(([, to, outcome], index) => ({
    ...{ step: `attempt_${outcome}`, attemptId: `att_${index}`, at: iso(to) },
  }));
  const api = createChasqui({
    url: 'http://gateway.example',
    fetch: async (request) =>
      Response.json(
        request.url.includes('/trace')
          ? { message: messages[0], attempts, entries, statuses: [] }
          : { items: messages, nextCursor: null },
      ),
  });
  let now = 0;
  const witness = createWitness(() => now * 1_000);
  story.tell?.(witness, (seconds) => {
    now = seconds;
  });
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
  return findExcuse(complaint, { api, channelId: 'chn_1', provider, witness, journal: createJournal() });
}

const iso = (seconds: number) => new Date(seconds * 1_000).toISOString();

const TWICE: Story['attempts'] = [
  [100, 101, 'in_doubt'],
  [116, 117, 'accepted'],
];
const spoilFirst = (witness: Witness) => witness.spoiled('n1', 100_600);
const ECHO = '/webhooks/x {"id":"m0"}';

test('an echo that was not heard before the whole doubt time had passed excuses the second message', async () => {
  expect(await excuseOf({ attempts: TWICE, answersAt: [100.5, 116.5], tell: spoilFirst })).toBe(
    'echo later than doubt',
  );
});

test('a first message without anything that left it in doubt does not', async () => {
  expect(await excuseOf({ attempts: TWICE, answersAt: [100.5, 116.5] })).toBeNull();
  const elsewhere = (witness: Witness) => witness.spoiled('n2', 100_600);
  expect(await excuseOf({ attempts: TWICE, answersAt: [100.5, 116.5], tell: elsewhere })).toBeNull();
});

test('nor one that was accepted, and sent again all the same', async () => {
  const attempts: Story['attempts'] = [
    [100, 101, 'accepted'],
    [116, 117, 'accepted'],
  ];
  expect(await excuseOf({ attempts, answersAt: [100.5, 116.5], tell: spoilFirst })).toBeNull();
});

test('nor an echo that was acknowledged in time', async () => {
  const heardAt = (seconds: number) => (witness: Witness, setClock: (seconds: number) => void) => {
    spoilFirst(witness);
    witness.sent('m0');
    setClock(seconds);
    witness.answered(ECHO, 200);
  };
  expect(await excuseOf({ attempts: TWICE, answersAt: [100.5, 116.5], tell: heardAt(115.9) })).toBeNull();
  expect(await excuseOf({ attempts: TWICE, answersAt: [100.5, 116.5], tell: heardAt(116.1) })).toBe(
    'echo later than doubt',
  );
});

test('nor one that the gateway refused while nothing disturbed it', async () => {
  const refusedAt =
    (seconds: number, status: number | null = 503) =>
    (witness: Witness, setClock: (seconds: number) => void) => {
      spoilFirst(witness);
      witness.disturbed(null, 104_000, 105_000);
      witness.sent('m0');
      setClock(seconds);
      witness.answered(ECHO, status);
    };
  expect(await excuseOf({ attempts: TWICE, answersAt: [100.5, 116.5], tell: refusedAt(103) })).toBeNull();
  expect(await excuseOf({ attempts: TWICE, answersAt: [100.5, 116.5], tell: refusedAt(103, null) })).toBe(
    'echo later than doubt',
  );
  expect(await excuseOf({ attempts: TWICE, answersAt: [100.5, 116.5], tell: refusedAt(105) })).toBe(
    'echo later than doubt',
  );
});

test('nor one where the gateway did not wait', async () => {
  const attempts: Story['attempts'] = [
    [100, 101, 'in_doubt'],
    [110, 111, 'accepted'],
  ];
  expect(await excuseOf({ attempts, answersAt: [100.5, 110.5], tell: spoilFirst })).toBeNull();
});

test('nothing excuses a third message, or two that one attempt made', async () => {
  const tell = spoilFirst;
  expect(await excuseOf({ attempts: TWICE, answersAt: [100.5, 116.5, 116.6], tell })).toBeNull();
  expect(await excuseOf({ attempts: TWICE, answersAt: [100.4, 100.5], tell })).toBeNull();
  expect(await excuseOf({ attempts: TWICE.slice(0, 1), answersAt: [100.5, 116.5], tell })).toBeNull();
});

test('at a partner that can be asked, or that takes a message once, a late echo is no excuse', async () => {
  const tell = spoilFirst;
  expect(await excuseOf({ provider: 'twilio', attempts: TWICE, answersAt: [100.5, 116.5], tell })).toBeNull();
  expect(await excuseOf({ provider: 'infobip', attempts: TWICE, answersAt: [100.5, 116.5], tell })).toBeNull();
});

test('two messages with the same answer are a doubled turn, whatever happened on the way', async () => {
  const messages = [SENT, { ...SENT, id: 'msg_2' }];
  expect(await excuseOf({ messages, attempts: TWICE, answersAt: [100.5, 116.5], tell: spoilFirst })).toBeNull();
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
    witness.spoiled('n1', 100_500);
    witness.disturbed(null, 116_000, 130_000);
  };
  expect(await excuseOf({ messages: [FAILED], attempts: GIVEN_UP, answersAt: [], tell })).toBe('in doubt twice');
});

test('each of its doubts must have had a cause', async () => {
  const tell = (witness: Witness) => {
    witness.spoiled('n1', 100_500);
    witness.spoiled('n2', 116_500);
  };
  expect(await excuseOf({ messages: [FAILED], attempts: GIVEN_UP, answersAt: [], tell })).toBeNull();
});

test('a cause that came long after the request is none', async () => {
  const attempts: Story['attempts'] = [
    [100, 101, 'in_doubt'],
    [116, 160, 'in_doubt'],
  ];
  const tell = (witness: Witness) => {
    witness.spoiled('n1', 100_500);
    witness.disturbed(null, 135_000, 140_000);
  };
  expect(await excuseOf({ messages: [FAILED], attempts, answersAt: [], tell })).toBeNull();
});

test('one spoiled request explains one doubt', async () => {
  const attempts: Story['attempts'] = [
    [100, 110, 'in_doubt'],
    [105, 111, 'in_doubt'],
  ];
  const spoil = (witness: Witness) => witness.spoiled('n1', 106_000);
  expect(await excuseOf({ messages: [FAILED], attempts, answersAt: [], tell: spoil })).toBeNull();
  const spoilBoth = (witness: Witness) => {
    spoil(witness);
    spoil(witness);
  };
  expect(await excuseOf({ messages: [FAILED], attempts, answersAt: [], tell: spoilBoth })).toBe('in doubt twice');
});

test('a partner that takes a message only once leaves no reason to give it up', async () => {
  const tell = (witness: Witness) => witness.disturbed(null, 100_000, 130_000);
  const story = { messages: [FAILED], attempts: GIVEN_UP, answersAt: [], tell };
  expect(await excuseOf({ ...story, provider: 'infobip' })).toBeNull();
  expect(await excuseOf({ ...story, provider: 'twilio' })).toBe('in doubt twice');
});

test('what was given up without two doubts is lost', async () => {
  const tell = (witness: Witness) => witness.disturbed(null, 100_000, 130_000);
  expect(await excuseOf({ messages: [FAILED], attempts: GIVEN_UP.slice(1), answersAt: [], tell })).toBeNull();
  expect(await excuseOf({ messages: [SENT], attempts: GIVEN_UP, answersAt: [], tell })).toBeNull();
  expect(await excuseOf({ messages: [], attempts: [], answersAt: [], tell })).toBeNull();
});
