import type { MessageStatus } from '../../domain/message.ts';
import { mergeStatus } from '../../domain/status.ts';
import { rows, type Sql, statement } from '../sql.ts';

/** Where a provider's message id meets ours. */
export interface DeliveryRow {
  channel_id: string;
  provider_message_id: string;
  message_id: string | null;
  attempt_id: string | null;
  /** Best one reported; null: none yet. */
  status: MessageStatus | null;
  status_at: number | null;
  failure: string | null;
}

type DeliveryKey = Pick<DeliveryRow, 'channel_id' | 'provider_message_id'>;

/** Makes the row or takes its lock, also against whoever is making it right now; either way returns what is there. */
const TOUCH = statement(`
  insert into delivery (channel_id, provider_message_id)
  select r.channel_id, r.provider_message_id from {{rows $1 as r: channel_id text, provider_message_id text}}
  where true
  on conflict (channel_id, provider_message_id) do update set message_id = delivery.message_id
  returning channel_id, provider_message_id, message_id, attempt_id, status, status_at, failure`);

const UPDATE = statement(`
  update delivery set message_id = r.message_id, attempt_id = r.attempt_id, status = r.status, status_at = r.status_at, failure = r.failure
  from {{rows $1 as r: channel_id text, provider_message_id text, message_id text, attempt_id text, status text, status_at bigint,
    failure text}}
  where delivery.channel_id = r.channel_id and delivery.provider_message_id = r.provider_message_id`);

const INSERT_RECEIVED = statement(`
  insert into delivery (channel_id, provider_message_id, message_id)
  select r.channel_id, r.provider_message_id, r.message_id
  from {{rows $1 as r: channel_id text, provider_message_id text, message_id text}}
  where true on conflict (channel_id, provider_message_id) do nothing`);

/** Rows shared by receipts and statuses: whoever comes second finds the other, in either order, also when two nodes write at once. */
export class Deliveries {
  readonly #sql: Sql;
  readonly #byKey = new Map<string, DeliveryRow>();
  readonly #changed = new Set<DeliveryRow>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async touch(keys: readonly DeliveryKey[]): Promise<void> {
    const wanted = new Map(keys.map((key) => [deliveryKey(key), key]));
    if (wanted.size === 0) return;
    const sorted = [...wanted].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, key]) => key);
    for (const row of await this.#sql.all<DeliveryRow>(TOUCH, rows(sorted))) this.#byKey.set(deliveryKey(row), row);
  }

  /** Of a key that was touched. */
  get(key: DeliveryKey): DeliveryRow {
    const row = this.#byKey.get(deliveryKey(key));
    if (row === undefined) throw new Error('the delivery was not touched');
    return row;
  }

  /** Ties a delivery to our message; the first one stays. */
  link(row: DeliveryRow, ours: { messageId: string; attemptId: string | null }): void {
    if (row.message_id !== null && (row.attempt_id !== null || ours.attemptId === null)) return;
    row.message_id ??= ours.messageId;
    row.attempt_id ??= ours.attemptId;
    this.#changed.add(row);
  }

  /** Remembers a reported status if it is better than what is known. `failure`: JSON. */
  report(row: DeliveryRow, reported: { status: MessageStatus; at: number; failure: string | null }): void {
    if (row.status !== null && mergeStatus(row.status, reported.status) === row.status) return;
    Object.assign(row, { status: reported.status, status_at: reported.at, failure: reported.failure });
    this.#changed.add(row);
  }

  async save(): Promise<void> {
    const changed = [...this.#changed].toSorted((a, b) => (deliveryKey(a) < deliveryKey(b) ? -1 : 1));
    this.#changed.clear();
    if (changed.length > 0) await this.#sql.write(UPDATE, changed);
  }
}

/** A message that we received. */
export type ReceivedId = DeliveryKey & { message_id: string };

/** Provider's ids of received messages, so that quotes of them find them. False: some have a row already, which this leaves alone. */
export async function saveReceivedIds(sql: Sql, received: readonly ReceivedId[]): Promise<boolean> {
  if (received.length === 0) return true;
  const sorted = received.toSorted((a, b) => (deliveryKey(a) < deliveryKey(b) ? -1 : 1));
  return (await sql.write(INSERT_RECEIVED, sorted)) === received.length;
}

function deliveryKey({ channel_id, provider_message_id }: DeliveryKey): string {
  return `${channel_id} ${provider_message_id}`;
}
