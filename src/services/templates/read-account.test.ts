import { expect, it } from 'vitest';
import type { ChannelId } from '../../domain/ids.ts';
import type { TemplatesFacet } from '../../domain/provider.ts';
import type { Template } from '../../domain/template.ts';
import type { TemplateStore } from '../../store/templates.ts';
import type { ChannelEntry } from '../directory.ts';
import { createAccountReader } from './read-account.ts';

const shop = { channelId: 'chn_1' as ChannelId, account: '330071449265018' };
const NOW = 1_000_000;
const HOUR_MS = 3_600_000;

function reader(list: TemplatesFacet['list'] | null) {
  const replaced: Parameters<TemplateStore['replaceTemplates']>[0][] = [];
  const failed: Parameters<TemplateStore['recordSyncFailure']>[0][] = [];
  const definition = { accountKey: 'wabaId' };
  const active = { definition, provider: list === null ? {} : { templates: { list } } };
  const channel = { channel: { id: shop.channelId }, senders: [{ fields: { wabaId: shop.account } }], active };
  const read = createAccountReader({
    // The reader looks at no more of it.
    directory: { channel: () => ({ ...channel, connections: [] }) as unknown as ChannelEntry },
    store: {
      replaceTemplates: async (written) => void replaced.push(written),
      recordSyncFailure: async (failure) => void failed.push(failure),
    },
    storeTime: async () => NOW,
    random: () => 0.5,
  });
  return { replaced, failed, read: () => read(shop) };
}

const named = (name: string) => ({ name }) as Template; // Only its name is looked at.

it('reads all pages and replaces the copy once, to be read again after six hours and a little', async () => {
  const asked: (string | undefined)[] = [];
  const { replaced, failed, read } = reader(async ({ account, after }) => {
    expect(account).toBe(shop.account);
    asked.push(after);
    if (after === undefined) return { ok: true, value: { templates: [named('a')], next: 'p2' } };
    if (after === 'p2') return { ok: true, value: { templates: [], next: 'p3' } };
    return { ok: true, value: { templates: [named('b')] } };
  });
  expect(await read()).toEqual({ ok: true, value: 2 });
  expect(asked).toEqual([undefined, 'p2', 'p3']);
  expect(replaced).toEqual([
    { ...shop, templates: [named('a'), named('b')], begunAt: NOW, nextAt: NOW + 6.3 * HOUR_MS },
  ]);
  expect(failed).toEqual([]);
});

it('keeps the copy when a page fails, and why', async () => {
  const trouble = { kind: 'misconfigured' as const, message: 'The token ended.' };
  const { replaced, failed, read } = reader(async ({ after }) =>
    after === undefined ? { ok: true, value: { templates: [named('a')], next: 'p2' } } : { ok: false, trouble },
  );
  expect(await read()).toEqual({ ok: false, trouble });
  expect(replaced).toEqual([]);
  expect(failed).toEqual([{ ...shop, message: 'The token ended.', nextAt: NOW + HOUR_MS / 4 }]);
});

it('gives up on a list without an end', async () => {
  let pages = 0;
  const { read, replaced } = reader(async () => {
    pages += 1;
    return { ok: true, value: { templates: [], next: 'again' } };
  });
  expect(await read()).toMatchObject({ ok: false, trouble: { kind: 'unavailable' } });
  expect(pages).toBe(200);
  expect(replaced).toEqual([]);
});

it('says so where the connection knows no templates', async () => {
  expect(await reader(null).read()).toMatchObject({ ok: false, trouble: { kind: 'not_found' } });
});
