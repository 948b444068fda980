import type { OutboundContent } from '../../domain/content.ts';
import type { BulkSendId, ChannelId, SenderId } from '../../domain/ids.ts';
import type { BulkAllowance, BulkClaimRequest, ClaimedBulk, ClaimedRecipient } from '../bulk.ts';
import type { Operation } from '../engine.ts';
import { rows, type Sql, statement } from '../sql.ts';
import { borrowBudget } from '../work/budget.ts';
import { leaseChosen } from '../work/claim.ts';
import { type LaneRow, Lanes, refOf } from '../work/lanes.ts';
import { bulkSlotOf } from '../work/out-slots.ts';
import type { Claimed } from '../work.ts';
import { readBulkSends } from './bulk-sends.ts';

/** Live messages that wait are usually taken within milliseconds. */
const LOOK_AGAIN_MS = 25;

interface WaitingRow {
  slot: string;
  due: number;
  /** The bulk send that has been due for longest. */
  id: string | null;
  /** Messages of bulk sends that wait in the sender's line. */
  queued: number;
  /** 1: a live message waits there. */
  live: number;
}

/** Of each sender with a bulk send: what waits. All look-ups by slot, kind and due time. */
const WAITING = statement(`
  select w.slot, w.due,
    (select b.conversation_id from lane b where b.slot = w.slot and b.kind = w.kind and b.due <= $2 order by b.due limit 1) as id,
    (select count(*) from lane l where l.slot = w.bulk_slot and l.kind = w.out_kind and l.due <= $2) as queued,
    (select count(*) from
      (select 1 as one from lane l where l.slot = w.slot and l.kind = w.out_kind and l.due <= $2 limit 1) as found) as live
  from (
    select r.slot, r.bulk_slot, r.kind, r.out_kind,
      (select min(b.due) from lane b where b.slot = r.slot and b.kind = r.kind) as due
    from {{rows $1 as r: slot text, bulk_slot text, kind text, out_kind text}}
  ) as w
  where w.due is not null`);

const NEXT = statement(`
  select p.bulk_id, p.place, p.identifiers, p.parameters
  from {{rows $1 as r: id text, next bigint, behind bigint}}
  join bulk_recipient p on p.bulk_id = r.id and p.place >= r.next and p.place < r.behind
  order by p.bulk_id, p.place`);

interface RecipientRow {
  bulk_id: string;
  place: number;
  identifiers: string;
  parameters: string | null;
}

/** A due bulk send that may go on with so many recipients. */
interface Admitted {
  id: string;
  slot: string;
  due: number;
  allowance: BulkAllowance;
  room: number;
}

/** Leases due bulk sends within their senders' share, while nothing live waits. */
export const claimBulk: Operation<BulkClaimRequest, Claimed<ClaimedBulk>> = {
  name: 'bulk.claim',
  async run(sql, requests) {
    const claimed: Claimed<ClaimedBulk>[] = [];
    for (const request of requests) claimed.push(await claimOnce(sql, request));
    return claimed;
  },
};

async function claimOnce(sql: Sql, request: BulkClaimRequest): Promise<Claimed<ClaimedBulk>> {
  const waiting = await readWaiting(sql, request.senders);
  const { admitted, lookAt } = admit(sql.now, waiting, request.senders);
  const granted = await grant(sql, admitted);
  const chosen = granted
    .filter(({ room }) => room > 0)
    .map(({ id, slot, due }) => ({ conversation_id: id, slot, due }));
  const leased = await leaseChosen(sql, 'bulk', { chosen, until: sql.now + request.leaseMs });
  const rooms = new Map(granted.map(({ id, room }) => [id, room]));
  const work = await readWork(sql, leased, rooms);
  for (const { room, allowance } of granted) if (room === 0) lookAt.push(sql.now + chunkMs(allowance));
  const nextDueAt = lookAt.length === 0 ? null : Math.ceil(Math.min(...lookAt));
  return { work, nextDueAt, more: false, now: sql.now };
}

/** For so long the share of the rate lets a chunk wait. */
function chunkMs({ chunk, perSecond }: BulkAllowance): number {
  return (chunk / perSecond) * 1_000;
}

async function readWaiting(sql: Sql, senders: readonly BulkAllowance[]): Promise<WaitingRow[]> {
  if (senders.length === 0) return [];
  const wanted = senders.map(({ senderId }) => ({
    slot: senderId,
    bulk_slot: bulkSlotOf(senderId),
    kind: 'bulk',
    out_kind: 'out',
  }));
  return await sql.all<WaitingRow>(WAITING, rows(wanted), sql.now);
}

/** Who may go on, and when to look at the others again. */
function admit(
  now: number,
  waiting: readonly WaitingRow[],
  senders: readonly BulkAllowance[],
): { admitted: Admitted[]; lookAt: number[] } {
  const allowances = new Map<string, BulkAllowance>(senders.map((allowance) => [allowance.senderId, allowance]));
  const admitted: Admitted[] = [];
  const lookAt: number[] = [];
  for (const { slot, due, id, queued, live } of waiting) {
    const allowance = allowances.get(slot);
    if (id === null || allowance === undefined) {
      lookAt.push(due);
      continue;
    }
    const room = live > 0 ? 0 : allowance.chunk - queued;
    if (room > 0) admitted.push({ id, slot, due, allowance, room });
    else lookAt.push(now + LOOK_AGAIN_MS);
  }
  return { admitted, lookAt };
}

/** The share of the rate is counted over all nodes and all bulk sends of a sender. */
async function grant(sql: Sql, admitted: readonly Admitted[]): Promise<Admitted[]> {
  if (admitted.length === 0) return [];
  const wanted = admitted.map(({ slot, allowance, room }) => ({
    senderId: bulkSlotOf(slot),
    perSecond: allowance.perSecond,
    want: room,
  }));
  const tokens = await borrowBudget.run(sql, wanted);
  return admitted.map((one, index) => ({ ...one, room: tokens[index] ?? 0 }));
}

async function readWork(
  sql: Sql,
  leased: readonly LaneRow[],
  rooms: ReadonlyMap<string, number>,
): Promise<ClaimedBulk[]> {
  if (leased.length === 0) return [];
  const ids = leased.map((lane) => lane.conversation_id);
  const bulks = await readBulkSends(sql, ids);
  const wanted = [...bulks.values()].map(({ id, handled }) => ({
    id,
    next: handled,
    behind: handled + (rooms.get(id) ?? 0),
  }));
  const found = Map.groupBy(await sql.all<RecipientRow>(NEXT, rows(wanted)), (row) => row.bulk_id);
  const lanes = new Lanes(sql);
  lanes.keep(leased);
  const work = leased.flatMap((lane): ClaimedBulk[] => {
    const bulk = bulks.get(lane.conversation_id);
    if (bulk === undefined) {
      lanes.remove(lane);
      return [];
    }
    return [
      {
        lane: refOf(lane),
        // Ids and values of our own rows.
        id: bulk.id as BulkSendId,
        channelId: bulk.channel_id as ChannelId,
        senderId: bulk.sender_id as SenderId,
        content: JSON.parse(bulk.content) as OutboundContent,
        recipients: (found.get(bulk.id) ?? []).map(parseRecipient),
      },
    ];
  });
  await lanes.save();
  return work;
}

function parseRecipient({ place, identifiers, parameters }: RecipientRow): ClaimedRecipient {
  return {
    place,
    identifiers: JSON.parse(identifiers),
    parameters: parameters === null ? null : JSON.parse(parameters),
  };
}
