import { rows, type Sql, type Statement, statement } from '../sql.ts';
import type { ClaimRequest, LaneKind } from '../work.ts';
import type { LaneRow } from './lanes.ts';
import { isBulkSlot, limitOwnerOf } from './out-slots.ts';

/** Lanes taken in one claim; their work is read in later statements, which see what the lease sees. */
export interface Leased {
  lanes: LaneRow[];
  nextDueAt: number | null;
  more: boolean;
}

interface SlotRow {
  slot: string;
  /** `due conversation_id,…`, the longest waiting first. */
  waiting: string | null;
  next_due: number | null;
}

/** A due lane. */
export interface Candidate {
  conversation_id: string;
  slot: string;
  due: number;
}

/**
 * One step per slot through the index, however many lanes wait: a slow bot's thousands cost as much as one.
 * (A limit cannot differ by slot, so that every slot gives up to the claim's maximum.)
 */
const BY_SLOT = statement(`
  with recursive s(slot) as (
    select min(slot) from lane
    union all
    select (select min(l.slot) from lane l where l.slot > s.slot) from s where s.slot is not null
  )
  select s.slot,
    (select string_agg(x.due || ' ' || x.conversation_id, ',') from
      (select l.due, l.conversation_id from lane l where l.kind = $1 and l.slot = s.slot and l.due <= $2 order by l.due limit $3) as x
    ) as waiting,
    (select min(l.due) from lane l where l.kind = $1 and l.slot = s.slot and l.due > $2) as next_due
  from s where s.slot is not null`);

/** PostgreSQL takes its tokens from a sequence. */
const COUNT_TOKENS: Statement = {
  sqlite: "update counter set value = value + ?1 where name = 'lane_token'",
  postgres: '',
};

const lease = (token: string) => `
  update lane set leased = 1, due = $2, waits_for = null, token = ${token}
  from (
    select l.conversation_id as id, l.kind as of_kind, r.n
    from {{rows $1 as r: conversation_id text, kind text, n bigint}}
    join lane l on l.conversation_id = r.conversation_id and l.kind = r.kind
    where l.due <= $3 {{for update skip locked}}
  ) as free
  where lane.conversation_id = free.id and lane.kind = free.of_kind
  returning conversation_id, kind, channel_id, slot, due, since, generation, token, leased, waits_for, open_turn`;
const LEASE: Statement = {
  sqlite: statement(lease("(select value from counter where name = 'lane_token') - free.n")).sqlite,
  postgres: statement(lease("nextval('lane_token')")).postgres,
};

/** Leases due lanes of a kind, within the limits per slot, the longest waiting first. A slot without a limit of its own has `perSlot`. */
export async function leaseDue(sql: Sql, kind: LaneKind, request: ClaimRequest): Promise<Leased> {
  const slots = await sql.all<SlotRow>(BY_SLOT, kind, sql.now, request.max + 1);
  const allowed = slots.filter(({ slot }) => limitOf(request, slot) > 0);
  const candidates = rank(allowed, request);
  const chosen = candidates.slice(0, request.max);
  const lanes = await leaseChosen(sql, kind, { chosen, until: sql.now + request.leaseMs });
  const times = allowed.map((row) => row.next_due).filter((due) => due !== null);
  return {
    lanes,
    nextDueAt: times.length === 0 ? null : Math.min(...times),
    more: candidates.length > lanes.length,
  };
}

function limitOf(request: ClaimRequest, slot: string): number {
  return request.slots[limitOwnerOf(slot)] ?? request.perSlot;
}

/** The longest waiting first; what bulk sends wait with goes after everything else, with what that leaves of the limits. */
function rank(slots: readonly SlotRow[], request: ClaimRequest): Candidate[] {
  const left = new Map<string, number>();
  const take = (row: SlotRow): Candidate[] => {
    const owner = limitOwnerOf(row.slot);
    const room = left.get(owner) ?? limitOf(request, owner);
    const taken = parseWaiting(row).slice(0, room);
    left.set(owner, room - taken.length);
    return taken;
  };
  const ranked = [false, true].map((isBulk) => slots.filter(({ slot }) => isBulkSlot(slot) === isBulk).flatMap(take));
  return ranked.flatMap((candidates) => candidates.toSorted((a, b) => a.due - b.due));
}

function parseWaiting({ slot, waiting }: SlotRow): Candidate[] {
  return (waiting?.split(',') ?? []).map((entry) => {
    const [due = '', conversation_id = ''] = entry.split(' ');
    return { slot, due: Number(due), conversation_id };
  });
}

/** Leases those of the chosen lanes that nobody else took meanwhile; in the given order. */
export async function leaseChosen(
  sql: Sql,
  kind: LaneKind,
  { chosen, until }: { chosen: readonly Candidate[]; until: number },
): Promise<LaneRow[]> {
  if (chosen.length === 0) return [];
  const numbered = chosen.map(({ conversation_id }, n) => ({ conversation_id, kind, n }));
  await sql.run(COUNT_TOKENS, chosen.length);
  const leased = await sql.all<LaneRow>(LEASE, rows(numbered), until, sql.now);
  const place = new Map(numbered.map(({ conversation_id, n }) => [conversation_id, n]));
  return leased.toSorted((a, b) => (place.get(a.conversation_id) ?? 0) - (place.get(b.conversation_id) ?? 0));
}
