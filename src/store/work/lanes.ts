import type { ConversationId } from '../../domain/ids.ts';
import { rows, type Sql, type Statement, statement } from '../sql.ts';
import type { LaneKind, LaneRef, LaneWait } from '../work.ts';

export interface LaneRow {
  conversation_id: string;
  kind: LaneKind;
  channel_id: string;
  /** Bot of an in-lane, sender of an out-lane. */
  slot: string;
  /** When it may be claimed; while leased, when the lease ends. */
  due: number;
  /** When the oldest message that a gathering waits with came. */
  since: number;
  generation: number;
  /** 0: nobody may write. */
  token: number;
  leased: number;
  waits_for: LaneWait | null;
  open_turn: string | null;
}

const LOCK = statement(`
  select l.* from {{rows $1 as r: conversation_id text, kind text}}
  join lane l on l.conversation_id = r.conversation_id and l.kind = r.kind
  order by l.conversation_id, l.kind {{for update}}`);

const INSERT = statement(`
  insert into lane (conversation_id, kind, channel_id, slot, due, since, generation, token, leased, waits_for, open_turn)
  select r.conversation_id, r.kind, r.channel_id, r.slot, r.due, r.since, r.generation, r.token, r.leased, r.waits_for, r.open_turn
  from {{rows $1 as r: conversation_id text, kind text, channel_id text, slot text, due bigint, since bigint, generation bigint,
    token bigint, leased bigint, waits_for text, open_turn text}}`);

const UPDATE = statement(`
  update lane set slot = r.slot, due = r.due, since = r.since, generation = r.generation, token = r.token, leased = r.leased,
    waits_for = r.waits_for, open_turn = r.open_turn
  from {{rows $1 as r: conversation_id text, kind text, slot text, due bigint, since bigint, generation bigint, token bigint,
    leased bigint, waits_for text, open_turn text}}
  where lane.conversation_id = r.conversation_id and lane.kind = r.kind`);

const DELETE: Statement = {
  ...statement(`
  delete from lane where (conversation_id, kind) in
    (select r.conversation_id, r.kind from {{rows $1 as r: conversation_id text, kind text}})`),
  // SQLite would make a table of the one row.
  each: {
    sqlite: 'delete from lane where conversation_id = ?1 and kind = ?2',
    columns: ['conversation_id', 'kind'],
  },
};

/**
 * Lanes that an operation locked, changes in memory and writes back once. Only who holds the lock of its conversation may make one;
 * deleting needs the lane's own lock alone.
 */
export class Lanes {
  readonly #sql: Sql;
  readonly #byKey = new Map<string, LaneRow>();
  readonly #stored = new Set<LaneRow>();
  readonly #changed = new Set<LaneRow>();
  readonly #removed = new Set<LaneRow>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Locks those that exist. */
  async lock(conversationIds: Iterable<string>, kinds: readonly LaneKind[]): Promise<void> {
    const wanted = [...new Set(conversationIds)].flatMap((id) => kinds.map((kind) => ({ conversation_id: id, kind })));
    if (wanted.length > 0) this.keep(await this.#sql.all<LaneRow>(LOCK, rows(wanted)));
  }

  /** Takes rows that the operation locked by a statement of its own. */
  keep(found: readonly LaneRow[]): void {
    for (const lane of found) {
      if (this.#byKey.has(laneKey(lane.conversation_id, lane.kind))) continue;
      this.#byKey.set(laneKey(lane.conversation_id, lane.kind), lane);
      this.#stored.add(lane);
    }
  }

  get(conversationId: string, kind: LaneKind): LaneRow | undefined {
    return this.#byKey.get(laneKey(conversationId, kind));
  }

  /** The lane that this reference still fences; undefined: somebody else took it, or it is gone. */
  held(ref: LaneRef): LaneRow | undefined {
    const lane = this.get(ref.conversationId, ref.kind);
    return lane !== undefined && lane.token !== 0 && String(lane.token) === ref.token ? lane : undefined;
  }

  isLeased(lane: LaneRow): boolean {
    return lane.leased === 1 && lane.due > this.now;
  }

  get now(): number {
    return this.#sql.now;
  }

  create(lane: Pick<LaneRow, 'conversation_id' | 'kind' | 'channel_id' | 'slot' | 'due' | 'waits_for'>): LaneRow {
    const row = { ...lane, since: this.#sql.now, generation: 1, token: 0, leased: 0, open_turn: null };
    this.#byKey.set(laneKey(lane.conversation_id, lane.kind), row);
    this.changed(row);
    return row;
  }

  changed(lane: LaneRow): void {
    this.#changed.add(lane);
  }

  /** Whether it exists since this operation, for one piece of work. */
  isFresh(lane: LaneRow): boolean {
    return !this.#stored.has(lane) && lane.generation === 1;
  }

  /** In hand until `until`, under a token that nobody had before. */
  lease(lane: LaneRow, { token, until }: { token: number; until: number }): void {
    Object.assign(lane, { token, leased: 1, due: until, waits_for: null });
    this.changed(lane);
  }

  /** Nobody's any more; the next look is at `due`. */
  release(lane: LaneRow, due: number, waitsFor: LaneWait | null): void {
    Object.assign(lane, { token: 0, leased: 0, due, waits_for: waitsFor });
    this.changed(lane);
  }

  remove(lane: LaneRow): void {
    this.#byKey.delete(laneKey(lane.conversation_id, lane.kind));
    this.#changed.delete(lane);
    if (this.#stored.delete(lane)) this.#removed.add(lane);
  }

  /** Writes what changed; whoever claims hears of it, to look now or to know when to look. */
  async save(): Promise<void> {
    const changed = [...this.#changed];
    const updated = changed.filter((lane) => this.#stored.has(lane));
    const created = changed.filter((lane) => !this.#stored.has(lane));
    const removed = [...this.#removed];
    for (const lane of changed) if (lane.leased === 0) this.#sql.notify(lane.kind);
    for (const lane of created) this.#stored.add(lane);
    this.#changed.clear();
    this.#removed.clear();
    await Promise.all([
      removed.length > 0 ? this.#sql.write(DELETE, removed) : 0,
      updated.length > 0 ? this.#sql.write(UPDATE, updated) : 0,
      created.length > 0 ? this.#sql.write(INSERT, created) : 0,
    ]);
  }
}

const NEXT_TOKENS: Statement = {
  sqlite: "update counter set value = value + ?1 where name = 'lane_token' returning value as last",
  postgres: "select nextval('lane_token') as last from generate_series(1, $1::integer)",
};

/** Fencing tokens that nobody had before. */
export async function takeTokens(sql: Sql, count: number): Promise<number[]> {
  if (count === 0) return [];
  const taken = (await sql.all<{ last: number }>(NEXT_TOKENS, count)).map(({ last }) => last);
  const [last = 0] = taken;
  // SQLite says the last one alone.
  return taken.length === count ? taken : Array.from({ length: count }, (_, n) => last - n);
}

/** What fences every write of whoever claimed this lane. */
export function refOf(lane: LaneRow): LaneRef {
  return {
    conversationId: lane.conversation_id as ConversationId,
    kind: lane.kind,
    token: String(lane.token),
    generation: lane.generation,
  };
}

function laneKey(conversationId: string, kind: LaneKind): string {
  return `${conversationId} ${kind}`;
}
