import { rows, type Sql, statement } from '../sql.ts';

export interface PairBudget {
  burst: number;
  intervalMs: number;
}

interface PaceRow {
  conversation_id: string;
  /** When the budget would be whole again (theoretical arrival time of GCRA). */
  free_at: number;
}

const SELECT = statement(`
  select p.conversation_id, p.free_at from {{rows $1 as r: id text}} join pace p on p.conversation_id = r.id`);

const UPSERT = statement(`
  insert into pace (conversation_id, free_at)
  select r.conversation_id, r.free_at from {{rows $1 as r: conversation_id text, free_at bigint}}
  where true on conflict (conversation_id) do update set free_at = excluded.free_at`);

/** What one person may get at once and then one by one. Rows belong to whoever holds the conversation's out-lane. */
export class Pace {
  readonly #sql: Sql;
  readonly #freeAt: Map<string, number>;
  readonly #changed = new Map<string, PaceRow>();

  static async read(sql: Sql, conversationIds: readonly string[]): Promise<Pace> {
    if (conversationIds.length === 0) return new Pace(sql, new Map());
    const found = await sql.all<PaceRow>(SELECT, rows(conversationIds.map((id) => ({ id }))));
    return new Pace(sql, new Map(found.map((row) => [row.conversation_id, row.free_at])));
  }

  private constructor(sql: Sql, freeAt: Map<string, number>) {
    this.#sql = sql;
    this.#freeAt = freeAt;
  }

  /** Counts one message; returns when it may go, in the future if it was not counted. */
  take(conversationId: string, budget: PairBudget): number {
    const now = this.#sql.now;
    const freeAt = Math.max(this.#plausible(conversationId, budget), now);
    const allowedAt = freeAt - (budget.burst - 1) * budget.intervalMs;
    if (allowedAt > now) return Math.ceil(allowedAt);
    this.#set(conversationId, freeAt + budget.intervalMs);
    return now;
  }

  /** Never later than a spent budget can be, or a clock that was turned back would hold messages for as long as it was ahead. */
  #plausible(conversationId: string, { burst, intervalMs }: PairBudget): number {
    const stored = this.#freeAt.get(conversationId) ?? 0;
    const latest = Math.ceil(this.#sql.now + burst * intervalMs);
    if (stored > latest) this.#set(conversationId, latest);
    return Math.min(stored, latest);
  }

  #set(conversationId: string, at: number): void {
    const freeAt = Math.ceil(at);
    this.#freeAt.set(conversationId, freeAt);
    this.#changed.set(conversationId, { conversation_id: conversationId, free_at: freeAt });
  }

  async save(): Promise<void> {
    if (this.#changed.size > 0) await this.#sql.write(UPSERT, [...this.#changed.values()]);
  }
}
