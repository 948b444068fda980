import type { StatusItem } from '../ingest-items.ts';
import { rows, type Sql, statement, storableJson } from '../sql.ts';
import { type EndedAttempt, endAttempts } from './attempts.ts';
import { Deliveries } from './deliveries.ts';
import type { Lanes } from './lanes.ts';
import { isPending, type MessageRow, Messages } from './messages.ts';

/** A status with what is known of the message that it speaks of. */
export interface FoundStatus {
  item: StatusItem;
  /** By our attempt id in the provider's echo field; null: it carries none of ours. */
  attempted: MessageFact | null;
  /** By the provider's message id; null: our receipt has not come yet. */
  delivered: MessageFact | null;
}

interface MessageFact {
  message_id: string;
  conversation_id: string;
  /** Whose message it is by now. */
  contact_id: string;
}

const FACTS = `m.id as message_id, m.conversation_id, coalesce(c.merged_into, c.id) as contact_id`;

const BY_ATTEMPT = statement(`
  select a.id as attempt_id, ${FACTS} from {{rows $1 as r: id text}}
  join attempt a on a.id = r.id join message m on m.id = a.message_id join contact c on c.id = m.contact_id`);

const BY_DELIVERY = statement(`
  select d.channel_id, d.provider_message_id, ${FACTS} from {{rows $1 as r: channel_id text, provider_message_id text}}
  join delivery d on d.channel_id = r.channel_id and d.provider_message_id = r.provider_message_id
  join message m on m.id = d.message_id join contact c on c.id = m.contact_id`);

const INSERT_REPORTS = statement(`
  insert into status_report (channel_id, provider_message_id, status, at, detail)
  select r.channel_id, r.provider_message_id, r.status, r.at, r.detail
  from {{rows $1 as r: channel_id text, provider_message_id text, status text, at bigint, detail text}}
  where true on conflict (channel_id, provider_message_id, status, at) do nothing`);

/** Reads whom statuses speak of, without locks: what is read here never changes. */
export async function findStatuses(sql: Sql, items: readonly StatusItem[]): Promise<FoundStatus[]> {
  if (items.length === 0) return [];
  const attempts = items.flatMap(({ attemptId }) => (attemptId === undefined ? [] : [{ id: attemptId }]));
  const [byAttempt, byDelivery] = await Promise.all([
    attempts.length === 0 ? [] : sql.all<MessageFact & { attempt_id: string }>(BY_ATTEMPT, rows(attempts)),
    sql.all<MessageFact & DeliveryKey>(BY_DELIVERY, rows(items.map(deliveryOf))),
  ]);
  const attempted = new Map(byAttempt.map((fact) => [fact.attempt_id, fact]));
  const delivered = new Map(byDelivery.map((fact) => [keyOf(fact), fact]));
  return items.map((item) => ({
    item,
    attempted: (item.attemptId === undefined ? undefined : attempted.get(item.attemptId)) ?? null,
    delivered: delivered.get(keyOf(deliveryOf(item))) ?? null,
  }));
}

/**
 * Applies statuses to deliveries, messages and attempts, and wakes lanes whose doubt they end. The out-lanes of their conversations are
 * locked: lanes come before deliveries, here as when a receipt is committed.
 */
export async function applyStatuses(sql: Sql, lanes: Lanes, found: readonly FoundStatus[]): Promise<void> {
  if (found.length === 0) return;
  const deliveries = new Deliveries(sql);
  const messages = new Messages(sql);
  await deliveries.touch(found.map(({ item }) => deliveryOf(item)));
  const concerned = found.map((status) => messageIdOf(status, deliveries)).filter((id) => id !== null);
  await messages.lock(concerned);
  const ended: EndedAttempt[] = [];
  for (const status of found) applyOne(status, { deliveries, messages, lanes, ended });
  await Promise.all([
    deliveries.save(),
    messages.save(),
    endAttempts(sql, ended),
    sql.write(
      INSERT_REPORTS,
      found.map(({ item }) => reportOf(item)),
    ),
  ]);
}

interface Applying {
  deliveries: Deliveries;
  messages: Messages;
  lanes: Lanes;
  ended: EndedAttempt[];
}

function applyOne(status: FoundStatus, { deliveries, messages, lanes, ended }: Applying): void {
  const { item, attempted } = status;
  const delivery = deliveries.get(deliveryOf(item));
  const failure = item.failure === undefined ? null : storableJson(item.failure);
  deliveries.report(delivery, { status: item.status, at: item.at, failure });
  const messageId = messageIdOf(status, deliveries);
  const message = messageId === null ? undefined : messages.get(messageId);
  if (message === undefined || delivery.status === null) return;
  if (attempted !== null && item.attemptId !== undefined) {
    deliveries.link(delivery, { messageId: message.id, attemptId: item.attemptId });
    ended.push({ id: item.attemptId, outcome: 'accepted', provider_message_id: item.providerMessageId, failure: null });
  }
  settle(message, { messages, lanes, status: delivery.status, failure: delivery.failure, item });
}

function settle(
  message: MessageRow,
  by: Pick<Applying, 'messages' | 'lanes'> & {
    status: NonNullable<MessageRow['status']>;
    failure: string | null;
    item: StatusItem;
  },
): void {
  const wasPending = isPending(message);
  by.messages.improve(message, by.status, by.failure);
  if (message.provider_message_id === null)
    by.messages.change(message, { provider_message_id: by.item.providerMessageId });
  if (!wasPending || isPending(message)) return;
  const lane = by.lanes.get(message.conversation_id, 'out');
  if (lane === undefined) return;
  lane.generation += 1;
  // Whoever holds the lane sees it when committing.
  if (by.lanes.isLeased(lane)) by.lanes.changed(lane);
  else by.lanes.release(lane, by.lanes.now, null);
}

function messageIdOf({ item, attempted }: FoundStatus, deliveries: Deliveries): string | null {
  return deliveries.get(deliveryOf(item)).message_id ?? attempted?.message_id ?? null;
}

interface DeliveryKey {
  channel_id: string;
  provider_message_id: string;
}

function deliveryOf(item: StatusItem): DeliveryKey {
  return { channel_id: item.channelId, provider_message_id: item.providerMessageId };
}

function keyOf({ channel_id, provider_message_id }: DeliveryKey): string {
  return `${channel_id} ${provider_message_id}`;
}

function reportOf(item: StatusItem) {
  const detail = { ...item.detail, ...(item.failure && { failure: item.failure }) };
  return {
    ...deliveryOf(item),
    status: item.status,
    at: item.at,
    detail: Object.keys(detail).length === 0 ? null : storableJson(detail),
  };
}
