import { LRUCache } from 'lru-cache';
import type { ConnectionId } from '../domain/ids.ts';
import type { Memo } from '../domain/provider.ts';
import type { MemoPlace, MemoStore, StoredMemo } from '../store/memos.ts';
import { type SecretPlace, SecretUnreadable, type Vault } from './secrets.ts';

/** What adapters remember, by connection. */
export type MemoOf = (connectionId: ConnectionId) => Memo;

export interface MemoOptions {
  store: Pick<MemoStore, 'findMemo' | 'keepMemo' | 'dropMemo'>;
  vault: Vault;
  /** Epoch ms. */
  now(): number;
}

const MAX_KEY_CHARACTERS = 200;
const MAX_VALUE_BYTES = 16_384;
/** 16 MB at most. */
const MAX_IN_MEMORY = 1_000;
/** So long this node may not know what another one has kept meanwhile. */
const FRESH_MS = 10_000;
const PAGE = 100;

type Held = Pick<StoredMemo, 'value' | 'until'>;

/** Encrypted in the store; what was read lately is held in clear in memory. */
export function createMemos({ store, vault, now }: MemoOptions): MemoOf {
  const held = new LRUCache<string, Held & { at: number }>({ max: MAX_IN_MEMORY });
  let writes = 0;

  function forget(name: string): void {
    held.delete(name);
    writes += 1;
  }

  async function find(place: MemoPlace): Promise<Held | undefined> {
    const name = nameOf(place);
    const known = held.get(name);
    if (known && now() - known.at < FRESH_MS) return known;
    const before = writes;
    const stored = await store.findMemo(place);
    if (!stored) return undefined;
    const value = open(stored, vault);
    if (value === undefined) return undefined;
    const found = { value, until: stored.until, at: now() };
    // Written meanwhile: what was read may be what it was before.
    if (writes === before) held.set(name, found);
    return found;
  }

  return (connectionId) => ({
    async read(key) {
      const found = await find({ connectionId, key });
      return found && (found.until === null || now() < found.until) ? found.value : undefined;
    },
    async keep(key, value, until) {
      refuseBeyondLimits(key, value);
      const place = { connectionId, key };
      const name = nameOf(place);
      forget(name);
      try {
        if (value === '') await store.dropMemo(place);
        else await store.keepMemo({ ...place, value: vault.encrypt(value, placeOf(place)), until: until ?? null });
      } finally {
        forget(name);
      }
    },
  });
}

/** Encrypts under the current key what an earlier one still holds; what no key opens is dropped, for adapters can make it again. */
export async function renewMemos(
  store: Pick<MemoStore, 'listMemos' | 'renewMemo' | 'dropMemo'>,
  vault: Vault,
): Promise<void> {
  let after: MemoPlace | null = null;
  do {
    const page: readonly StoredMemo[] = await store.listMemos({ after, limit: PAGE });
    for (const memo of page.filter(({ value }) => vault.isStale(value))) {
      const clear = open(memo, vault);
      if (clear === undefined) await store.dropMemo(memo);
      else await store.renewMemo(memo, { of: memo.value, value: vault.encrypt(clear, placeOf(memo)) });
    }
    after = page.at(-1) ?? null;
  } while (after !== null);
}

/** Undefined: encrypted with a key that is gone, so it is as good as never kept. */
function open(memo: StoredMemo, vault: Vault): string | undefined {
  try {
    return vault.decrypt(memo.value, placeOf(memo));
  } catch (error) {
    if (error instanceof SecretUnreadable) return undefined;
    throw error;
  }
}

/** No memo can pose as a setting of the connection. */
function placeOf({ connectionId, key }: MemoPlace): SecretPlace {
  return { record: connectionId, field: `memo ${key}` };
}

function nameOf({ connectionId, key }: MemoPlace): string {
  return `${connectionId} ${key}`;
}

function refuseBeyondLimits(key: string, value: string): void {
  if (key.length > MAX_KEY_CHARACTERS)
    throw new RangeError(`a memo's key has ${MAX_KEY_CHARACTERS} characters at most`);
  if (Buffer.byteLength(value) > MAX_VALUE_BYTES) throw new RangeError(`a memo has ${MAX_VALUE_BYTES} bytes at most`);
}
