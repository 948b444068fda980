import type { ChannelId } from '../../domain/ids.ts';
import type { Operation } from '../engine.ts';
import { rows, type Sql, statement } from '../sql.ts';
import type { ChannelAccount } from '../templates.ts';

/** Fires when an account became due before its time. */
export const SYNC_TOPIC = 'template_sync';

const KEYS = '{{rows $1 as r: channel_id text, account text}}';

const ENTER = statement(`
  insert into template_sync (channel_id, account, due) select r.channel_id, r.account, 0 from ${KEYS} where true
  on conflict (channel_id, account) do nothing`);

const CLAIM = statement(`
  update template_sync set due = $2 where due <= $3 and (channel_id, account) in
    (select r.channel_id, r.account from ${KEYS})
  returning channel_id, account`);

const MAKE_DUE = statement(`
  insert into template_sync (channel_id, account, due) select r.channel_id, r.account, 0 from ${KEYS} where true
  on conflict (channel_id, account) do update set due = 0`);

const FAILED = statement(`
  insert into template_sync (channel_id, account, due, error, failed_at) values ($1, $2, $3, $4, $5)
  on conflict (channel_id, account) do update set due = excluded.due, error = excluded.error, failed_at = excluded.failed_at`);

const DONE = statement(`
  insert into template_sync (channel_id, account, due, synced_at) values ($1, $2, $3, $4)
  on conflict (channel_id, account) do update set due = excluded.due, synced_at = excluded.synced_at, error = null,
    failed_at = null`);

interface ClaimRequest {
  accounts: readonly ChannelAccount[];
  leaseMs: number;
}

/** Whoever comes second finds the account not due any more. */
export const claimSyncs: Operation<ClaimRequest, readonly ChannelAccount[]> = {
  name: 'templates.claim_syncs',
  async run(sql, requests) {
    const claimed: ChannelAccount[][] = [];
    for (const { accounts, leaseMs } of requests) claimed.push(await claimOnce(sql, accounts, leaseMs));
    return claimed;
  },
};

async function claimOnce(sql: Sql, accounts: readonly ChannelAccount[], leaseMs: number): Promise<ChannelAccount[]> {
  if (accounts.length === 0) return [];
  const keys = keysOf(accounts);
  await sql.run(ENTER, keys);
  const found = await sql.all<{ channel_id: string; account: string }>(CLAIM, keys, sql.now + leaseMs, sql.now);
  return found.map(({ channel_id, account }) => ({ channelId: channel_id as ChannelId, account }));
}

/** These must be read again now. */
export async function makeDue(sql: Sql, accounts: readonly ChannelAccount[]): Promise<void> {
  if (accounts.length === 0) return;
  await sql.run(MAKE_DUE, keysOf(accounts));
  sql.notify(SYNC_TOPIC);
}

export async function recordSync(sql: Sql, { channelId, account }: ChannelAccount, nextAt: number): Promise<void> {
  await sql.run(DONE, channelId, account, nextAt, sql.now);
}

type Failure = ChannelAccount & { message: string; nextAt: number };

export const recordSyncFailure: Operation<Failure, null> = {
  name: 'templates.record_sync_failure',
  async run(sql, failures) {
    for (const { channelId, account, message, nextAt } of failures) {
      await sql.run(FAILED, channelId, account, nextAt, message, sql.now);
    }
    return failures.map(() => null);
  },
};

/** Each account once, in one order everywhere. */
function keysOf(accounts: readonly ChannelAccount[]): string {
  const byKey = new Map(accounts.map((one) => [`${one.channelId}\0${one.account}`, one]));
  const ordered = [...byKey.entries()].toSorted(([left], [right]) => (left < right ? -1 : 1));
  return rows(ordered.map(([, { channelId, account }]) => ({ channel_id: channelId, account })));
}
