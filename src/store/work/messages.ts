import type { MessageStatus } from '../../domain/message.ts';
import { mergeStatus } from '../../domain/status.ts';
import { logEvents, type NewEvent } from '../events/log.ts';
import { rows, type Sql, statement } from '../sql.ts';

/** What steps after the first one read and change of a message. */
export interface MessageRow {
  id: string;
  channel_id: string;
  conversation_id: string;
  contact_id: string;
  position: number;
  direction: string;
  duty: string;
  status: MessageStatus;
  provider_message_id: string | null;
  received_at: number;
  bot_id: string | null;
  turn_id: string | null;
  replays: number;
  free_form: number;
  pause_ms: number;
  expires_at: number | null;
  attempt_id: string | null;
  tries: number;
  doubts: number;
  doubt_until: number | null;
  failure: string | null;
}

const COLUMNS = `m.id, m.channel_id, m.conversation_id, m.contact_id, m.position, m.direction, m.duty, m.status, m.provider_message_id,
  m.received_at, m.bot_id, m.turn_id, m.replays, m.free_form, m.pause_ms, m.expires_at, m.attempt_id, m.tries, m.doubts, m.doubt_until,
  m.failure`;

const LOCK = statement(`
  select ${COLUMNS} from {{rows $1 as r: id text}} join message m on m.id = r.id order by m.id {{for update}}`);

const LOCK_PENDING = statement(`
  select ${COLUMNS} from {{rows $1 as r: id text}}
  join message m on m.conversation_id = r.id and m.position in (
    select p.position from message p
    where p.conversation_id = r.id and p.direction = 'outbound' and p.status in ('queued', 'sending', 'in_doubt')
    order by p.position limit $2)
  order by m.id {{for update}}`);

const UPDATE = statement(`
  update message set duty = r.duty, status = r.status, provider_message_id = r.provider_message_id, received_at = r.received_at,
    bot_id = r.bot_id, turn_id = r.turn_id, replays = r.replays, free_form = r.free_form, expires_at = r.expires_at,
    attempt_id = r.attempt_id, tries = r.tries, doubts = r.doubts, doubt_until = r.doubt_until, failure = r.failure
  from {{rows $1 as r: id text, duty text, status text, provider_message_id text, received_at bigint, bot_id text, turn_id text,
    replays bigint, free_form bigint, expires_at bigint, attempt_id text, tries bigint, doubts bigint, doubt_until bigint, failure text}}
  where message.id = r.id`);

/** Messages that an operation locked, changes in memory and writes back once. */
export class Messages {
  readonly #sql: Sql;
  readonly #byId = new Map<string, MessageRow>();
  readonly #changed = new Set<MessageRow>();
  readonly #reached = new Map<string, NewEvent>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async lock(ids: Iterable<string>): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#byId.has(id)).toSorted();
    if (missing.length > 0) this.#keep(await this.#sql.all<MessageRow>(LOCK, rows(missing.map((id) => ({ id })))));
  }

  /** Locks the first outbound messages of each conversation that still hold their place in line. */
  async lockPending(conversationIds: Iterable<string>, limit: number): Promise<void> {
    const wanted = [...new Set(conversationIds)].map((id) => ({ id }));
    if (wanted.length > 0) this.#keep(await this.#sql.all<MessageRow>(LOCK_PENDING, rows(wanted), limit));
  }

  get(id: string): MessageRow | undefined {
    return this.#byId.get(id);
  }

  /** In order; those that `lockPending` or `lock` read. */
  pendingOf(conversationId: string): MessageRow[] {
    return [...this.#byId.values()]
      .filter((message) => message.conversation_id === conversationId && isPending(message))
      .toSorted((a, b) => a.position - b.position);
  }

  change(message: MessageRow, values: Partial<MessageRow>): void {
    Object.assign(message, values);
    this.#changed.add(message);
  }

  /** Shows a status if it is better than what is known. `failure`: JSON. */
  improve(message: MessageRow, status: MessageStatus, failure: string | null): void {
    const merged = mergeStatus(message.status, status);
    if (merged === message.status) return;
    this.change(message, { status: merged, failure: merged === 'failed' ? failure : null, doubt_until: null });
    if (message.direction === 'outbound') this.#tell(message);
  }

  async save(): Promise<void> {
    const changed = [...this.#changed].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    this.#changed.clear();
    const reached = [...this.#reached.values()];
    this.#reached.clear();
    await Promise.all([changed.length > 0 ? this.#sql.write(UPDATE, changed) : 0, logEvents(this.#sql, reached)]);
  }

  /** Of several statuses reached in one step, the last is told. */
  #tell({ id, channel_id, conversation_id, status, failure }: MessageRow): void {
    const detail = `{"status":"${status}"${failure === null ? '' : `,"failure":${failure}`}}`;
    this.#reached.set(id, { type: 'message.status', channel_id, conversation_id, subject: id, detail });
  }

  #keep(found: readonly MessageRow[]): void {
    for (const message of found) if (!this.#byId.has(message.id)) this.#byId.set(message.id, message);
  }
}

/** Whether it still holds its conversation's place in line. */
export function isPending(message: Pick<MessageRow, 'direction' | 'status'>): boolean {
  return message.direction === 'outbound' && ['queued', 'sending', 'in_doubt'].includes(message.status);
}
