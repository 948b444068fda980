import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ControlItem } from '../../src/store/ingest-items.ts';
import type { Store } from '../../src/store/store.ts';
import { createTestDatabase, type StoreEngine, type TestDatabase } from '../support/stores.ts';
import { CHANNEL, fresh, only, phone, Rig, SENDER, textsOf } from './store-work-rig.ts';

const START = 1_800_000_000_000;
const ENGINES: readonly StoreEngine[] = ['sqlite in process', 'postgres'];

describe.each(ENGINES)('who answers, as the provider tells it, on %s', (engine) => {
  let database: TestDatabase;
  let store: Store;
  let rig: Rig;

  beforeAll(async () => {
    database = await createTestDatabase(engine);
  });
  afterAll(() => database.remove());
  beforeEach(async () => {
    await database.empty();
    store = await database.open(() => START);
    rig = new Rig({ work: store.work, now: () => START, advance: () => {}, close: async () => {} });
  });
  afterEach(() => store.close());

  const told = (owner: ControlItem['owner'], at = START): ControlItem => ({
    ...{ type: 'control', channelId: CHANNEL, senderId: SENDER, raw: '{}', receivedAt: START },
    ...{ seen: { kind: 'account', key: fresh('control') }, person: { identifiers: [phone('15550001')] } },
    ...{ owner, at, kind: 'handover', detail: { owner } },
  });
  const conversations = async () => (await store.queries.listConversations({}, { limit: 10 })).items;
  const conversation = async () => only(await conversations());
  const answeredBy = async () => (await conversation()).answeredBy;

  test('item 71: while somebody else answers the bot pauses, and then goes on with what comes', async () => {
    await rig.hear('waiting');
    await rig.work.ingest([told('elsewhere')]);
    expect(await answeredBy()).toBe('paused');
    expect(await rig.claimTurns()).toEqual([]);
    await rig.hear('to the other one');
    expect(await rig.claimTurns()).toEqual([]);
    await rig.work.ingest([told('here', START + 1)]);
    expect(await answeredBy()).toBe('bot');
    await rig.hear('to the bot');
    expect(textsOf(await rig.claimTurn())).toEqual(['to the bot']);
  });

  test('item 71: a turn that has begun goes on', async () => {
    await rig.hear('begun', 'waiting');
    const turn = await rig.claimTurn();
    await rig.work.ingest([told('elsewhere')]);
    await rig.answer(turn, 'answer');
    expect(await rig.claimTurns()).toEqual([]);
    expect(await rig.claimSends()).toHaveLength(1);
  });

  test('item 71: of two words the later one counts, in whatever order they come', async () => {
    await rig.work.ingest([told('here', START + 2)]);
    await rig.work.ingest([told('elsewhere', START + 1)]);
    expect(await answeredBy()).toBe('bot');
    await rig.work.ingest([told('elsewhere', START + 3), told('here', START + 4)]);
    expect(await answeredBy()).toBe('bot');
    await rig.work.ingest([told('elsewhere', START + 5)]);
    expect(await answeredBy()).toBe('paused');
  });

  test.each(['human', 'paused'] as const)('item 71: what an operator gave to %s stays so', async (who) => {
    await rig.hear('hi');
    await rig.work.setAnsweredBy((await conversation()).id, who);
    await rig.work.ingest([told('elsewhere')]);
    await rig.work.ingest([told('here', START + 1)]);
    expect(await answeredBy()).toBe(who);
  });

  test('item 71: it is shown with the channel, once', async () => {
    const once = told('elsewhere');
    expect(await rig.work.ingest([once, once])).toEqual(['new', 'duplicate']);
    const { items } = await store.queries.listChannelEvents(CHANNEL, { limit: 10 });
    expect(items).toMatchObject([{ kind: 'handover', detail: { owner: 'elsewhere' } }]);
  });
});
