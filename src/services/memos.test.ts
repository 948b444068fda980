import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createServiceRig, type ServiceRig } from '../../test/support/service-rig.ts';
import type { ConnectionId } from '../domain/ids.ts';
import type { Memo } from '../domain/provider.ts';
import type { MemoStore } from '../store/memos.ts';
import { StoreUnavailable } from '../store/store.ts';
import { createMemos } from './memos.ts';
import { createVault, generateSecretKey } from './secrets.ts';

const FRESH_MS = 10_000;

let rig: ServiceRig;
let connection: ConnectionId;
beforeEach(async () => {
  rig = await createServiceRig();
  connection = await rig.connection();
});
afterEach(() => rig.close());

/** The memo as one node has it; `asked` are the keys that were looked up in the store. */
function node(store: Partial<MemoStore> = {}): { memo: Memo; asked: string[] } {
  const asked: string[] = [];
  const counted: MemoStore = {
    ...rig.store.memos,
    findMemo: (place) => {
      asked.push(place.key);
      return rig.store.memos.findMemo(place);
    },
    ...store,
  };
  const memos = createMemos({ store: counted, vault: rig.vault, now: () => rig.clock.now() });
  return { memo: memos(connection), asked };
}

describe('what an adapter keeps', () => {
  test('is there for every node of this connection, and for no other connection', async () => {
    await node().memo.keep('token', 'open sesame');
    expect(await node().memo.read('token')).toBe('open sesame');
    const memos = createMemos({ store: rig.store.memos, vault: rig.vault, now: () => rig.clock.now() });
    expect(await memos('cn_other' as ConnectionId).read('token')).toBeUndefined();
  });

  test('is not readable in the store, nor in another place of it', async () => {
    await node().memo.keep('token', 'open sesame');
    const stored = await rig.store.memos.findMemo({ connectionId: connection, key: 'token' });
    expect(JSON.stringify(stored)).not.toContain('sesame');
    await rig.store.memos.keepMemo({ connectionId: connection, key: 'other', value: stored?.value ?? '', until: null });
    expect(await node().memo.read('other')).toBeUndefined();
  });

  test('under a secret key that is gone was never kept, and can be kept again', async () => {
    const vault = createVault({ current: generateSecretKey() });
    const before = createMemos({ store: rig.store.memos, vault, now: () => rig.clock.now() });
    await before(connection).keep('token', 'old');
    const { memo } = node();
    expect(await memo.read('token')).toBeUndefined();
    await memo.keep('token', 'new');
    expect(await memo.read('token')).toBe('new');
  });

  test('is over at its time', async () => {
    const { memo } = node();
    await memo.keep('token', 'open sesame', rig.clock.now() + 1_000);
    expect(await memo.read('token')).toBe('open sesame');
    await rig.clock.advance(1_000);
    expect(await memo.read('token')).toBeUndefined();
  });

  test('is forgotten when an empty value is kept', async () => {
    const { memo } = node();
    await memo.keep('token', 'open sesame');
    expect(await memo.read('token')).toBe('open sesame');
    await memo.keep('token', '');
    expect(await memo.read('token')).toBeUndefined();
    expect(await rig.store.memos.findMemo({ connectionId: connection, key: 'token' })).toBeNull();
  });

  test('is read from the store once in a while only, and another node’s word is heard then', async () => {
    const [here, there] = [node(), node()];
    await here.memo.keep('token', 'one');
    await here.memo.read('token');
    await here.memo.read('token');
    expect(here.asked).toEqual(['token']);
    await there.memo.keep('token', 'two');
    await rig.clock.advance(FRESH_MS);
    expect(await here.memo.read('token')).toBe('two');
  });

  test('is not covered by an older value that was on its way from the store', async () => {
    let answer: (found: Awaited<ReturnType<MemoStore['findMemo']>>) => void = () => {};
    let isFirst = true;
    const { memo } = node({
      findMemo: (place) => {
        if (!isFirst) return rig.store.memos.findMemo(place);
        isFirst = false;
        return new Promise((resolve) => {
          answer = resolve;
        });
      },
    });
    await node().memo.keep('token', 'old');
    const slow = memo.read('token');
    const old = await rig.store.memos.findMemo({ connectionId: connection, key: 'token' });
    await memo.keep('token', 'new');
    answer(old);
    await slow;
    expect(await memo.read('token')).toBe('new');
  });

  test.each([
    ['a key of more than 200 characters', 'k'.repeat(201), 'x'],
    ['a value of more than 16 kB', 'k', 'é'.repeat(8_193)],
  ])('has limits: %s is refused', async (_what, key, value) => {
    const { memo } = node();
    await expect(memo.keep(key, value)).rejects.toThrow(RangeError);
    await memo.keep('k'.repeat(200), 'é'.repeat(8_192));
    expect(await memo.read('k'.repeat(200))).toHaveLength(8_192);
  });

  test('is neither read nor kept while the store is away, and both say so', async () => {
    const away = () => Promise.reject(new StoreUnavailable('away'));
    const { memo } = node({ findMemo: away, keepMemo: away, dropMemo: away });
    await expect(memo.read('token')).rejects.toThrow(StoreUnavailable);
    await expect(memo.keep('token', 'x')).rejects.toThrow(StoreUnavailable);
    await expect(memo.keep('token', '')).rejects.toThrow(StoreUnavailable);
  });
});
