import type { BulkState } from '../bulk.ts';
import { rows, type Sql, statement } from '../sql.ts';

/** What steps read and change of a bulk send. */
export interface BulkSendRow {
  id: string;
  channel_id: string;
  sender_id: string;
  content: string;
  state: BulkState;
  total: number;
  /** Of the list that it was made with. */
  stored: number;
  /** Recipients below this place are dealt with. */
  handled: number;
  queued: number;
  opted_out: number;
  duplicate: number;
  invalid: number;
  started_at: number | null;
  finished_at: number | null;
}

const COLUMNS = `b.id, b.channel_id, b.sender_id, b.content, b.state, b.total, b.stored, b.handled, b.queued, b.opted_out, b.duplicate, b.invalid,
  b.started_at, b.finished_at`;

const READ = statement(`
  select ${COLUMNS} from {{rows $1 as r: id text}} join bulk_send b on b.id = r.id`);

const LOCK = statement(`
  select ${COLUMNS} from {{rows $1 as r: id text}} join bulk_send b on b.id = r.id order by b.id {{for update}}`);

const UPDATE = statement(`
  update bulk_send set state = r.state, total = r.total, stored = r.stored, handled = r.handled, queued = r.queued, opted_out = r.opted_out,
    duplicate = r.duplicate, invalid = r.invalid, started_at = r.started_at, finished_at = r.finished_at
  from {{rows $1 as r: id text, state text, total bigint, stored bigint, handled bigint, queued bigint, opted_out bigint, duplicate bigint,
    invalid bigint, started_at bigint, finished_at bigint}}
  where bulk_send.id = r.id`);

/** Without a lock: for who holds the bulk send's lane, or only looks. */
export async function readBulkSends(sql: Sql, ids: readonly string[]): Promise<Map<string, BulkSendRow>> {
  return await find(sql, ids, READ);
}

/** Locks those that exist: before contacts, conversations and lanes. */
export async function lockBulkSends(sql: Sql, ids: readonly string[]): Promise<Map<string, BulkSendRow>> {
  return await find(sql, ids, LOCK);
}

export async function saveBulkSends(sql: Sql, changed: Iterable<BulkSendRow>): Promise<void> {
  const written = [...new Set(changed)].map(({ content: _, ...row }) => row);
  if (written.length > 0) await sql.write(UPDATE, written);
}

async function find(sql: Sql, ids: readonly string[], select: typeof READ): Promise<Map<string, BulkSendRow>> {
  if (ids.length === 0) return new Map();
  const found = await sql.all<BulkSendRow>(select, rows([...new Set(ids)].map((id) => ({ id }))));
  return new Map(found.map((row) => [row.id, row]));
}
