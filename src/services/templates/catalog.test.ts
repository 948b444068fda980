import { beforeEach, expect, it } from 'vitest';
import type { ChannelId } from '../../domain/ids.ts';
import type { StoredTemplate } from '../../store/templates.ts';
import { createTemplateCatalog } from './catalog.ts';

const shop = { channelId: 'chn_1' as ChannelId, account: 'a' };
const empty = { channelId: 'chn_1' as ChannelId, account: 'read, but without templates' };
const unread = { channelId: 'chn_1' as ChannelId, account: 'never read' };

let now: number;
let reads: number;
let stored: StoredTemplate[];
let isAway: boolean;
let changed: () => void;

beforeEach(() => {
  now = 0;
  reads = 0;
  isAway = false;
  stored = [{ ...shop, name: 'book' } as StoredTemplate]; // Only these members are looked at.
});

function catalog() {
  return createTemplateCatalog({
    now: () => now,
    store: {
      listTemplates: async () => {
        reads += 1;
        if (isAway) throw new Error('the store is away');
        return stored;
      },
      listSyncs: async () =>
        [shop, empty, unread].map((account) => ({
          ...{ ...account, error: null, failedAt: null },
          syncedAt: account === unread ? null : 1,
        })),
      onTemplatesChange: (listener) => {
        changed = listener;
        return () => {};
      },
    },
  });
}

it('tells accounts without templates from those that were never read', async () => {
  const templates = catalog();
  expect(await templates.of(shop)).toEqual(stored);
  expect(await templates.of(empty)).toEqual([]);
  expect(await templates.of(unread)).toBe(null);
  expect(reads).toBe(1);
});

it('reads again after a change, and after half a minute in case a hint was lost', async () => {
  const templates = catalog();
  await templates.of(shop);
  stored = [];
  changed();
  expect(await templates.of(shop)).toEqual([]);
  now = 29_999;
  await templates.of(shop);
  expect(reads).toBe(2);
  now = 30_000;
  await templates.of(shop);
  expect(reads).toBe(3);
});

it('does not keep what was read while it changed', async () => {
  const templates = catalog();
  const early = templates.of(shop);
  changed();
  await early;
  await templates.of(shop);
  expect(reads).toBe(2);
});

it('answers at once with what is in memory, and fetches the rest for the next time', async () => {
  const templates = catalog();
  expect(templates.peek(shop)).toBe(null);
  await templates.of(shop);
  expect(templates.peek(shop)).toEqual(stored);
  expect(reads).toBe(1);
  now = 30_000;
  expect(templates.peek(shop)).toEqual(stored);
  expect(reads).toBe(2);
});

it('tries again after a failure', async () => {
  const templates = catalog();
  isAway = true;
  await expect(templates.of(shop)).rejects.toThrow('the store is away');
  isAway = false;
  expect(await templates.of(shop)).toEqual(stored);
});
