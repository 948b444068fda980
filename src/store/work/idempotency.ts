import type { MessageStatus } from '../../domain/message.ts';
import { rows, type Sql, statement } from '../sql.ts';
import type { EnqueueItem } from '../work.ts';

type RequestKey = Pick<NonNullable<EnqueueItem['idempotency']>, 'scope' | 'key'>;

/** What came of a request with the same key. */
export interface EarlierRequest {
  request_hash: string;
  message_id: string;
  conversation_id: string;
  status: MessageStatus;
}

const SELECT = statement(`
  select i.scope, i.key, i.request_hash, m.id as message_id, m.conversation_id, m.status
  from {{rows $1 as r: scope text, key text}}
  join idempotency i on i.scope = r.scope and i.key = r.key
  join message m on m.id = i.message_id`);

/** A request that another node is storing at the same moment makes this fail; the engine's next try finds it. */
const INSERT = statement(`
  insert into idempotency (scope, key, request_hash, message_id, at)
  select r.scope, r.key, r.request_hash, r.message_id, $2
  from {{rows $1 as r: scope text, key text, request_hash text, message_id text}}`);

/** By `requestKey`. */
export async function findEarlier(sql: Sql, keys: readonly RequestKey[]): Promise<Map<string, EarlierRequest>> {
  if (keys.length === 0) return new Map();
  const found = await sql.all<EarlierRequest & RequestKey>(
    SELECT,
    rows(keys.map(({ scope, key }) => ({ scope, key }))),
  );
  return new Map(found.map((row) => [requestKey(row), row]));
}

export async function rememberRequests(sql: Sql, items: readonly EnqueueItem[]): Promise<void> {
  const written = items.flatMap(({ idempotency, draft }) =>
    idempotency === undefined
      ? []
      : {
          scope: idempotency.scope,
          key: idempotency.key,
          request_hash: idempotency.requestHash,
          message_id: draft.messageId,
        },
  );
  if (written.length > 0) await sql.write(INSERT, written, sql.now);
}

export function requestKey({ scope, key }: RequestKey): string {
  return `${scope} ${key}`;
}
