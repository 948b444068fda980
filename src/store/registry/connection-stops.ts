import { type ConnectionStop, isStopped } from '../../domain/channel.ts';
import type { ChannelId, ConnectionId } from '../../domain/ids.ts';
import type { Operation } from '../engine.ts';
import { logEvents } from '../events/log.ts';
import type { ChannelEventItem } from '../ingest-items.ts';
import { type Sql, statement, storableJson } from '../sql.ts';
import { registryChange, withRegistry } from './change.ts';

interface StopRow {
  channel_id: string;
  stopped: string | null;
  released_at: number | null;
}

const SELECT = statement('select channel_id, stopped, released_at from connection where id = $1 {{for update}}');
const STOP = statement('update connection set stopped = $2 where id = $1');
const RELEASE = statement('update connection set stopped = null, released_at = $2 where id = $1');
const WAKE = statement(`
  update lane set due = $2, waits_for = null where channel_id = $1 and waits_for = 'stopped' and leased = 0 and due > $2`);

export interface StopRequest {
  id: ConnectionId;
  stop: ConnectionStop;
  /** When what was refused began: what began before the last release tells nothing about now. Store's clock. */
  attemptAt: number;
}

/** False: there is no such connection, it is stopped for that already, or the refusal is older than its release. */
export const stopConnection = registryChange<StopRequest, false>('stop_connection', stop);

/** False: there is no such connection, or it is not stopped. */
export const releaseConnection = registryChange<ConnectionId, false>('release_connection', (sql, id) =>
  release(sql, id, () => true),
);

/** What waits for a connection of these channels is looked at now. In a transaction after the release: see `SendWork`. */
export const wakeStopped: Operation<ChannelId, number> = {
  name: 'registry.wake_stopped',
  async run(sql, channelIds) {
    const woken: number[] = [];
    for (const id of channelIds) woken.push(await sql.run(WAKE, id, sql.now));
    if (woken.some((count) => count > 0)) sql.notify('out');
    return woken;
  },
};

/** What webhooks say of an account's right to send. Before anything else of the ingest is locked. */
export async function applyStops(sql: Sql, items: readonly ChannelEventItem[]): Promise<void> {
  const told = items.flatMap(({ effects, receivedAt }) =>
    (effects?.list ?? []).map((effect) => ({ effect, id: effects?.connectionId, at: receivedAt })),
  );
  const stops = told.filter(({ effect }) => effect.type === 'sending_stopped' || effect.type === 'sending_released');
  if (stops.length === 0) return;
  await withRegistry(sql, async () => {
    let changed = false;
    for (const { effect, id, at } of stops) {
      if (id === undefined) continue;
      if (effect.type === 'sending_stopped') {
        const { reason, message, until = null } = effect;
        changed = (await stop(sql, { id, stop: { reason, message, at, until }, attemptAt: at })) || changed;
      } else if (effect.type === 'sending_released') {
        changed = (await release(sql, id, isMendedByProvider)) || changed;
      }
    }
    return changed;
  });
}

async function stop(sql: Sql, { id, stop: wanted, attemptAt }: StopRequest): Promise<boolean> {
  const [row] = await sql.all<StopRow>(SELECT, id);
  if (row === undefined || (row.released_at !== null && attemptAt <= row.released_at)) return false;
  const known = readStop(row.stopped);
  const isKnown = isStopped({ stopped: known }, sql.now);
  if (isKnown && known?.reason === wanted.reason && known.until === wanted.until) return false;
  await sql.run(STOP, id, storableJson(wanted));
  const { reason, message } = wanted;
  await tell(sql, 'channel.stopped', { id, channelId: row.channel_id, detail: { reason, message } });
  return true;
}

/** An account that may send again says nothing of credentials that a send was refused for; those refusals have a code. */
function isMendedByProvider({ reason, code }: ConnectionStop): boolean {
  return reason === 'restriction' || code === undefined;
}

/** Leaves stops alone that do not fit. */
async function release(sql: Sql, id: ConnectionId, fits: (stop: ConnectionStop) => boolean): Promise<boolean> {
  const [row] = await sql.all<StopRow>(SELECT, id);
  const known = readStop(row?.stopped ?? null);
  if (row === undefined || known === null || !fits(known)) return false;
  await sql.run(RELEASE, id, sql.now);
  await tell(sql, 'channel.released', { id, channelId: row.channel_id, detail: {} });
  return true;
}

/** New settings deserve a new try: releases the connection, and disbelieves refusals of the old ones. */
export async function releaseChanged(sql: Sql, id: ConnectionId): Promise<void> {
  if (!(await release(sql, id, () => true))) await sql.run(RELEASE, id, sql.now);
}

/** Null: it may send. */
export function readStop(text: string | null): ConnectionStop | null {
  return text === null ? null : (JSON.parse(text) as ConnectionStop); // Written from one.
}

function tell(
  sql: Sql,
  type: 'channel.stopped' | 'channel.released',
  about: { id: ConnectionId; channelId: string; detail: object },
): Promise<void> {
  const detail = storableJson(about.detail);
  return logEvents(sql, [{ type, channel_id: about.channelId, conversation_id: null, subject: about.id, detail }]);
}
