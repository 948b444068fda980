import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ProviderMessageId } from '../../src/domain/ids.ts';
import type { Store } from '../../src/store/store.ts';
import type { ClaimedSend, ClaimedTurn } from '../../src/store/work.ts';
import { createTestDatabase, type TestDatabase } from '../support/stores.ts';
import { BOT, CHANNEL, CONNECTION, fresh, phone, Rig, textsOf } from './store-work-rig.ts';

/** Several gateways on one PostgreSQL. */
describe('nodes', () => {
  let database: TestDatabase;
  let stores: Store[] = [];
  let nodes: Rig[] = [];

  beforeAll(async () => {
    database = await createTestDatabase('postgres');
    stores = await Promise.all([database.open(), database.open(), database.open()]);
    nodes = stores.map(
      (store) => new Rig({ work: store.work, now: Date.now, advance: () => {}, close: async () => {} }),
    );
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await database.remove();
  });
  beforeEach(() => database.empty());

  function node(index: number): Rig {
    const found = nodes[index];
    if (found === undefined) throw new Error('no such node');
    return found;
  }

  test('no lane is claimed twice', async () => {
    const people = Array.from({ length: 300 }, (_, index) => ({ identifiers: [phone(`1555${index}`)] }));
    await node(0).work.ingest(people.map((person) => node(0).message('hi', { person })));
    const claimed: ClaimedTurn[] = [];
    await Promise.all(
      nodes.map(async (rig) => {
        for (;;) {
          const { work, more } = await rig.work.claimTurns(rig.turnRequest({ max: 20 }));
          claimed.push(...work);
          if (work.length === 0 && !more) return;
        }
      }),
    );
    expect(claimed).toHaveLength(people.length);
    expect(new Set(claimed.map(({ turnId }) => turnId)).size).toBe(people.length);
  });

  test('every conversation is answered in order and once, while all nodes receive and answer', async () => {
    const conversations = 20;
    const each = 15;
    const heard = new Map<string, unknown[]>();
    let open = conversations * each;
    const answerAll = async (rig: Rig) => {
      while (open > 0) {
        for (const turn of await rig.claimTurns({ max: 8 })) {
          const outcome = await rig.work.commitTurn(rig.done(turn, { drafts: [rig.draft('answer')] }));
          expect(outcome).toBe('ok');
          heard.set(turn.conversation.id, [...(heard.get(turn.conversation.id) ?? []), ...textsOf(turn)]);
          open -= 1;
        }
      }
    };
    const write = async (person: number) => {
      for (let index = 0; index < each; index += 1) {
        const rig = node(index % nodes.length);
        await rig.work.ingest([rig.message(String(index), { person: { identifiers: [phone(`1555${person}`)] } })]);
      }
    };
    await Promise.all([
      ...nodes.map(answerAll),
      ...Array.from({ length: conversations }, (_, person) => write(person)),
    ]);
    const expected = Array.from({ length: each }, (_, index) => String(index));
    expect([...heard.values()]).toEqual(Array.from({ length: conversations }, () => expected));
  });

  test('offers and claims of all nodes hand every message out once, and every token to one of them', async () => {
    const people = 60;
    const each = 5;
    const tokens: string[] = [];
    const heard = new Map<string, unknown[]>();
    let open = people * each;
    const answer = async (rig: Rig, turn: ClaimedTurn) => {
      tokens.push(turn.lane.token);
      heard.set(turn.conversation.id, [...(heard.get(turn.conversation.id) ?? []), ...textsOf(turn)]);
      const sends: ClaimedSend[] = [];
      const step = rig.done(turn, { drafts: [rig.draft('answer')] });
      const outcome = await rig.work.commitTurn(step, {
        terms: rig.sendRequest({ max: 1 }),
        take: (send) => sends.push(send),
      });
      expect(outcome).toBe('ok');
      for (const send of sends) await receive(rig, send);
      open -= 1;
    };
    const receive = async (rig: Rig, send: ClaimedSend) => {
      tokens.push(send.lane.token);
      expect(await rig.work.commitSend(rig.accepted(send))).toBe('ok');
    };
    const write = async (person: number) => {
      for (let index = 0; index < each; index += 1) {
        const rig = node((index + person) % nodes.length);
        const begun: ClaimedTurn[] = [];
        const item = rig.message(String(index), { person: { identifiers: [phone(`1555${person}`)] } });
        const offer = { terms: { botId: BOT, leaseMs: 30_000 }, take: (turn: ClaimedTurn) => begun.push(turn) };
        await rig.work.ingest([item], undefined, offer);
        // Nothing of this person waits yet.
        if (index === 0) expect(begun).toHaveLength(1);
        for (const turn of begun) await answer(rig, turn);
      }
    };
    const claimAll = async (rig: Rig) => {
      while (open > 0) {
        for (const turn of await rig.claimTurns({ max: 8 })) await answer(rig, turn);
        for (const send of await rig.claimSends({ max: 8 })) await receive(rig, send);
      }
    };
    await Promise.all([...nodes.map(claimAll), ...Array.from({ length: people }, (_, person) => write(person))]);
    for (const send of await node(0).claimSends()) await receive(node(0), send);
    const expected = Array.from({ length: each }, (_, index) => String(index));
    expect([...heard.values()]).toEqual(Array.from({ length: people }, () => expected));
    expect(new Set(tokens).size).toBe(tokens.length);
  });

  test('nodes that see a person at the same moment make one contact', async () => {
    for (let round = 0; round < 20; round += 1) {
      const [known, unknown] = [phone(`1${round}`), phone(`2${round}`)];
      const sightings = [[known], [known, unknown], [unknown]];
      await Promise.all(
        sightings.map((identifiers, index) =>
          node(index).work.ingest([node(index).message('hi', { person: { identifiers } })]),
        ),
      );
      await node(0).work.ingest([node(0).message('hi', { person: { identifiers: [known, unknown] } })]);
      const conversations = new Set<string>();
      for (const identifiers of sightings) {
        const outcome = await node(1).work.enqueue(node(1).enqueueItem('hi', { to: { identifiers } }));
        conversations.add('conversationId' in outcome ? outcome.conversationId : outcome.outcome);
      }
      expect(conversations.size).toBe(1);
    }
  });

  test('a receipt on one node and its status on another find each other, every time', async () => {
    for (let round = 0; round < 40; round += 1) {
      const idempotency = { scope: 'test', key: fresh('key'), requestHash: 'same' };
      await node(0).work.enqueue(node(0).enqueueItem('hi', { idempotency }));
      const send = await node(0).claimSend();
      const providerMessageId = fresh('out') as ProviderMessageId;
      const attemptId = round % 2 === 0 ? send.attempt?.id : undefined;
      await Promise.all([
        node(0).work.commitSend(node(0).accepted(send, { providerMessageId })),
        node(1).work.ingest([node(1).status({ providerMessageId, status: 'delivered' })]),
        node(2).work.ingest([node(2).status({ providerMessageId, status: 'sent', ...(attemptId && { attemptId }) })]),
      ]);
      expect(await node(1).statusOf(idempotency)).toBe('delivered');
    }
  });

  test('of an echo on one node and a second attempt on another one wins', async () => {
    for (let round = 0; round < 40; round += 1) {
      const idempotency = { scope: 'test', key: fresh('key'), requestHash: 'same' };
      const to = { identifiers: [phone(`1999${round}`)] };
      await node(0).work.enqueue(node(0).enqueueItem('hi', { idempotency, to }));
      const send = await node(0).claimSend();
      await node(0).work.commitSend(node(0).inDoubt(send, 0));
      const doubted = (await claimWhenDue(node(0))).lane;
      const attemptId = send.attempt?.id;
      if (attemptId === undefined) throw new Error('nothing was attempted');
      const again = { messageId: send.messageId, connectionId: CONNECTION, trace: [] };
      const second = node(0).sendRequest({ max: 1 }).attemptIds[0] ?? attemptId;
      await Promise.all([
        node(0).work.resend({ ...again, lane: doubted, attemptId: second }),
        node(1).work.ingest([
          node(1).status({ providerMessageId: fresh('out') as ProviderMessageId, status: 'sent', attemptId }),
        ]),
      ]);
      expect(await node(1).statusOf(idempotency)).toBe('sent');
    }
  });

  test('one of several nodes that store the same request creates its message', async () => {
    for (let round = 0; round < 20; round += 1) {
      const idempotency = { scope: 'test', key: fresh('key'), requestHash: 'same' };
      const outcomes = await Promise.all(nodes.map((rig) => rig.work.enqueue(rig.enqueueItem('hi', { idempotency }))));
      expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['created', 'repeated', 'repeated']);
    }
  });

  test('a webhook on one node wakes the others', async () => {
    const woken = Promise.all(
      [node(1), node(2)].map(
        (rig) => new Promise<void>((resolve) => rig.work.onWork((kind) => kind === 'in' && resolve())),
      ),
    );
    await node(0).hear('hi');
    await woken;
  });

  test('all nodes read one clock', async () => {
    const times = await Promise.all(nodes.map((rig) => rig.work.now()));
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(5_000);
    expect(Math.abs((times[0] ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  test('persons merge while messages come on all nodes, and nothing is lost', async () => {
    const ids = [phone('1'), phone('2'), phone('3')];
    const pairs = [
      [0, 1],
      [1, 2],
      [2, 0],
    ] as const;
    const write = async (rig: Rig, index: number) => {
      for (let count = 0; count < 10; count += 1) {
        const [one, other] = pairs[(index + count) % pairs.length] ?? [0, 1];
        const identifiers = [ids[one], ids[other]].slice(count % 2).flatMap((id) => id ?? []);
        await rig.work.ingest([rig.message('hi', { person: { identifiers } })]);
      }
    };
    await Promise.all(nodes.map(write));
    let answered = 0;
    const deadline = Date.now() + 20_000;
    while (answered < 30 && Date.now() < deadline) {
      for (const turn of await node(0).claimTurns({ gatheredChannels: [CHANNEL] })) {
        answered += turn.items.length;
        await node(0).answer(turn);
      }
    }
    expect(answered).toBe(30);
  });
});

/** The store's clock is the database's here. */
async function claimWhenDue(rig: Rig) {
  for (;;) {
    const [send] = await rig.claimSends();
    if (send !== undefined) return send;
  }
}
