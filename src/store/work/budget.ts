import type { Operation } from '../engine.ts';
import { rows, statement } from '../sql.ts';

export interface BudgetRequest {
  /** A sender; or another name for a rate of its own. */
  senderId: string;
  perSecond: number;
  want: number;
}

interface BudgetRow {
  sender_id: string;
  free_at_us: number;
}

const SECOND_US = 1_000_000;

/** Makes the row or takes its lock. */
const TOUCH = statement(`
  insert into budget (sender_id, free_at_us) select r.sender_id, 0 from {{rows $1 as r: sender_id text}}
  where true on conflict (sender_id) do update set free_at_us = budget.free_at_us
  returning sender_id, free_at_us`);

const UPDATE = statement(`
  update budget set free_at_us = r.free_at_us from {{rows $1 as r: sender_id text, free_at_us bigint}}
  where budget.sender_id = r.sender_id`);

/**
 * Grants tokens out of a bucket of one second's rate (at least one token) that all nodes share. `free_at_us` is when the bucket will be
 * full again, in microseconds, because 80 a second do not divide a millisecond.
 */
export const borrowBudget: Operation<BudgetRequest, number> = {
  name: 'work.borrow_budget',
  async run(sql, requests) {
    const senders = [...new Set(requests.map(({ senderId }) => senderId))].toSorted();
    const found = await sql.all<BudgetRow>(TOUCH, rows(senders.map((sender_id) => ({ sender_id }))));
    const budgets = new Map(found.map((row) => [row.sender_id, row]));
    const granted = requests.map((request) => {
      const row = budgets.get(request.senderId);
      return row === undefined ? 0 : grant(row, request, sql.now * 1_000);
    });
    await sql.write(UPDATE, found);
    return granted;
  },
};

function grant(row: BudgetRow, { perSecond, want }: BudgetRequest, nowUs: number): number {
  if (perSecond <= 0) return 0;
  const tokenUs = SECOND_US / perSecond;
  // An empty bucket is full after this at the latest, whatever a clock that was turned back has written.
  const fullAt = nowUs + Math.max(SECOND_US, tokenUs);
  const freeAt = Math.max(Math.min(row.free_at_us, fullAt), nowUs);
  const available = Math.floor((fullAt - freeAt) / tokenUs + 1e-6);
  const granted = Math.max(0, Math.min(want, available));
  row.free_at_us = Math.round(freeAt + granted * tokenUs);
  return granted;
}
