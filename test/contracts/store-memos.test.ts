import { describe, expect, it } from 'vitest';
import type { ConnectionId } from '../../src/domain/ids.ts';
import type { StoredConnection } from '../../src/store/registry.ts';
import { STORE_ENGINES } from '../support/stores.ts';
import { type Reading, useReading } from './store-queries-rig.ts';
import { CHANNEL } from './store-work-rig.ts';

/** Of the rig's channel. */
const ACTIVE = 'cn_1' as ConnectionId;

async function addConnection({ store }: Reading, id: string): Promise<ConnectionId> {
  const connection: StoredConnection = {
    id: id as ConnectionId,
    channelId: CHANNEL,
    provider: 'acme',
    state: 'standby',
    token: `token of ${id}`,
    settings: {},
    secrets: {},
    createdAt: 1,
  };
  expect(await store.registry.insertConnection(connection)).toBe(true);
  return connection.id;
}

function place(key: string, connectionId = ACTIVE) {
  return { connectionId, key };
}

describe.each(STORE_ENGINES)('memos on %s', (engine) => {
  const reading = useReading(engine);
  const keep = (key: string, value: string, connectionId = ACTIVE) =>
    reading().store.memos.keepMemo({ ...place(key, connectionId), value, until: null });
  const keptAs = async (key: string, connectionId = ACTIVE) =>
    (await reading().store.memos.findMemo(place(key, connectionId)))?.value ?? null;

  it('come back as they were kept, the newest of each place', async () => {
    const { memos } = reading().store;
    expect(await memos.findMemo(place('a'))).toBeNull();
    await keep('a', '1');
    await memos.keepMemo({ ...place('a'), value: '2', until: 7 });
    expect(await memos.findMemo(place('a'))).toEqual({ ...place('a'), value: '2', until: 7 });
    expect(await keptAs('A')).toBeNull();
  });

  it('may be written by many at once, also in the same place', async () => {
    await Promise.all(['1', '2', '3'].flatMap((value) => ['a', 'b'].map((key) => keep(key, value))));
    expect(['1', '2', '3']).toContain(await keptAs('a'));
    expect(await reading().store.memos.listMemos({ after: null, limit: 10 })).toHaveLength(2);
  });

  it('are dropped alone', async () => {
    await keep('a', '1');
    await keep('b', '1');
    await reading().store.memos.dropMemo(place('a'));
    expect([await keptAs('a'), await keptAs('b')]).toEqual([null, '1']);
  });

  it('are listed page by page and renewed, unless they changed meanwhile', async () => {
    const { memos } = reading().store;
    for (const key of ['b', 'c', 'a']) await keep(key, `old ${key}`);
    const page = await memos.listMemos({ after: null, limit: 2 });
    expect(page.map(({ key }) => key)).toEqual(['a', 'b']);
    expect((await memos.listMemos({ after: page[1] ?? null, limit: 2 })).map(({ key }) => key)).toEqual(['c']);
    await keep('b', 'newer');
    for (const { connectionId, key, value } of page)
      await memos.renewMemo({ connectionId, key }, { of: value, value: 'renewed' });
    expect([await keptAs('a'), await keptAs('b')]).toEqual(['renewed', 'newer']);
  });

  it('go with their connection, and none is kept afterwards', async () => {
    const other = await addConnection(reading(), 'cn_2');
    await keep('a', '1');
    await keep('a', '2', other);
    expect(await reading().store.registry.deleteConnection(other)).toBe(true);
    await keep('late', '3', other);
    expect([await keptAs('a', other), await keptAs('late', other)]).toEqual([null, null]);
    expect(await keptAs('a')).toBe('1');
  });

  it('go with their channel', async () => {
    const other = await addConnection(reading(), 'cn_2');
    await keep('a', '1');
    await keep('a', '2', other);
    await reading().store.registry.deleteChannel(CHANNEL);
    expect(await reading().store.memos.listMemos({ after: null, limit: 10 })).toEqual([]);
  });

  it('that are kept while their connection is deleted leave nothing behind', async () => {
    const other = await addConnection(reading(), 'cn_2');
    const keeping = Array.from({ length: 20 }, (_, index) => keep(`key ${index}`, '1', other));
    await Promise.all([...keeping, reading().store.registry.deleteConnection(other)]);
    expect(await reading().store.memos.listMemos({ after: null, limit: 100 })).toEqual([]);
  });

  it('are swept when their time is over', async () => {
    const { rig, store, now, advance } = reading();
    await store.memos.keepMemo({ ...place('over'), value: '1', until: now() + 1_000 });
    await store.memos.keepMemo({ ...place('later'), value: '1', until: now() + 5_000 });
    await keep('always', '1');
    advance(1_001);
    expect(await rig.work.sweep()).toBe(1);
    const left = await store.memos.listMemos({ after: null, limit: 10 });
    expect(left.map(({ key }) => key)).toEqual(['always', 'later']);
  });
});
