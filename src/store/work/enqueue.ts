import type { ConversationId, MessageId } from '../../domain/ids.ts';
import type { MessageStatus } from '../../domain/message.ts';
import type { Operation } from '../engine.ts';
import { holdChannels } from '../registry/deleted-channels.ts';
import type { Sql } from '../sql.ts';
import type { EnqueueItem, EnqueueOutcome } from '../work.ts';
import { findAddressees } from './addressees.ts';
import { type ConversationRow, Conversations } from './conversations.ts';
import { type EarlierRequest, findEarlier, rememberRequests, requestKey } from './idempotency.ts';
import { Lanes } from './lanes.ts';
import { NewMessages } from './new-messages.ts';
import { queueDrafts } from './queue-drafts.ts';
import { saveTrace } from './stories.ts';

type Created = Extract<EnqueueOutcome, { messageId: MessageId }>;

/** Appends the messages of requests to the lines of persons, who are made if nobody wrote to them before; each idempotency key once. */
export const enqueue: Operation<readonly EnqueueItem[], readonly EnqueueOutcome[]> = {
  name: 'work.enqueue',
  async run(sql, requests) {
    const outcomes = await enqueueItems(sql, requests.flat());
    let told = 0;
    return requests.map(({ length }) => {
      told += length;
      return outcomes.slice(told - length, told);
    });
  },
};

async function enqueueItems(sql: Sql, items: readonly EnqueueItem[]): Promise<readonly EnqueueOutcome[]> {
  const deleted = await holdChannels(
    sql,
    items.map(({ channelId }) => channelId),
  );
  const earlier = await findEarlier(
    sql,
    items.flatMap(({ idempotency }) => idempotency ?? []),
  );
  const fresh = items.filter((item) => earlierOf(item, earlier) === undefined && !deleted.has(item.channelId));
  const conversations = new Conversations(sql);
  const { conversationOf } = await findAddressees(sql, conversations, fresh);
  const lanes = new Lanes(sql);
  await lanes.lock(
    [...conversations.all()].map(({ id }) => id),
    ['out'],
  );
  const work = { conversations, lanes, fresh: new NewMessages(sql) };

  const created: EnqueueItem[] = [];
  const outcomes = items.map((item): EnqueueOutcome => {
    const known = earlierOf(item, earlier);
    if (known !== undefined) return repeat(item, known);
    if (deleted.has(item.channelId)) return { outcome: 'unknown_channel' };
    const conversation = conversationOf(item);
    if (conversation === undefined) return { outcome: 'unknown_conversation' };
    queueDrafts(conversation, { drafts: [item.draft], turnId: null }, work);
    const outcome = createdAs(item, conversation);
    if (item.idempotency !== undefined)
      earlier.set(requestKey(item.idempotency), remembered(item.idempotency, outcome));
    created.push(item);
    return outcome;
  });
  await Promise.all([
    conversations.save(),
    work.fresh.save(),
    rememberRequests(sql, created),
    saveTrace(
      sql,
      created.flatMap(({ trace }) => trace),
    ),
    lanes.save(),
  ]);
  return outcomes;
}

function earlierOf(
  { idempotency }: EnqueueItem,
  earlier: ReadonlyMap<string, EarlierRequest>,
): EarlierRequest | undefined {
  return idempotency && earlier.get(requestKey(idempotency));
}

function repeat({ idempotency }: EnqueueItem, known: EarlierRequest): EnqueueOutcome {
  if (known.request_hash !== idempotency?.requestHash) return { outcome: 'conflict' };
  return {
    outcome: 'repeated',
    messageId: known.message_id as MessageId,
    conversationId: known.conversation_id as ConversationId,
    status: known.status,
  };
}

function createdAs(item: EnqueueItem, conversation: ConversationRow): Created {
  const conversationId = conversation.id as ConversationId;
  return { outcome: 'created', messageId: item.draft.messageId, conversationId, status: 'queued' };
}

function remembered(
  { requestHash }: NonNullable<EnqueueItem['idempotency']>,
  { messageId, conversationId, status }: { messageId: string; conversationId: string; status: MessageStatus },
): EarlierRequest {
  return { request_hash: requestHash, message_id: messageId, conversation_id: conversationId, status };
}
