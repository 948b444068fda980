import { beforeEach, expect, it } from 'vitest';
import { manualClock } from '../../../test/support/manual-clock.ts';
import type { ChannelId } from '../../domain/ids.ts';
import type { ChannelAccount } from '../../store/templates.ts';
import type { ChannelEntry } from '../directory.ts';
import type { AccountReader } from './read-account.ts';
import { createTemplateSchedule } from './schedule.ts';

const shop: ChannelAccount = { channelId: 'chn_1' as ChannelId, account: '330071449265018' };
const MINUTE_MS = 60_000;

let clock = manualClock();
let due: ChannelAccount[];
let asked: ChannelAccount[][];
let read: ChannelAccount[];
let errors: unknown[];
let wake: () => void;

beforeEach(() => {
  clock = manualClock();
  due = [];
  asked = [];
  read = [];
  errors = [];
});

/** A channel with two senders of one account, on a connection that knows templates. */
function channel(fields: Record<string, string>): ChannelEntry {
  const active = { definition: { accountKey: 'wabaId' }, provider: { templates: {} } };
  const senders = [{ fields }, { fields }];
  return { channel: { id: shop.channelId }, senders, active, connections: [] } as unknown as ChannelEntry; // Nothing here looks at more of it.
}

function schedule(channels: readonly ChannelEntry[], reader: AccountReader = async () => ({ ok: true, value: 1 })) {
  return createTemplateSchedule({
    directory: { channels: () => channels },
    store: {
      claimSyncs: async ({ accounts }) => {
        asked.push([...accounts]);
        return due.splice(0);
      },
      onSyncDue: (woken) => {
        wake = woken;
        return () => {
          wake = () => {};
        };
      },
    },
    read: (account) => {
      read.push(account);
      return reader(account);
    },
    clock,
    random: () => 0,
    onError: (error) => errors.push(error),
  });
}

it('asks for every known account some time after the start, and then every minute', async () => {
  schedule([channel({ wabaId: shop.account })]).start();
  due = [shop];
  expect(asked).toEqual([]);
  await clock.advance(5_000);
  expect(asked).toEqual([[shop]]);
  expect(read).toEqual([shop]);
  await clock.advance(2 * MINUTE_MS);
  expect(asked).toHaveLength(3);
  expect(read).toHaveLength(1);
});

it('asks at once when an event made an account due', async () => {
  schedule([channel({ wabaId: shop.account })]).start();
  await clock.advance(5_000);
  due = [shop];
  wake();
  await clock.advance(0);
  expect(read).toEqual([shop]);
});

it('goes on after an account that failed', async () => {
  let tries = 0;
  const failing: AccountReader = async () => {
    tries += 1;
    if (tries === 1) throw new Error('the store is away');
    return { ok: true, value: 0 };
  };
  schedule([channel({ wabaId: shop.account })], failing).start();
  due = [shop, shop];
  await clock.advance(5_000);
  expect(read).toHaveLength(2);
  expect(errors).toEqual([new Error('the store is away')]);
  await clock.advance(MINUTE_MS);
  expect(asked).toHaveLength(2);
});

it('asks nobody while no account is known', async () => {
  schedule([channel({})]).start();
  await clock.advance(MINUTE_MS);
  expect(asked).toEqual([]);
});

it('begins nothing once it is stopped, and leaves no timer', async () => {
  const running = schedule([channel({ wabaId: shop.account })]);
  running.start();
  await running.stop();
  due = [shop];
  wake();
  await clock.advance(10 * MINUTE_MS);
  expect(read).toEqual([]);
  expect(clock.pending()).toBe(0);
});
