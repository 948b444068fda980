import type { ConversationId, MessageId } from '../../domain/ids.ts';
import type { MessageStatus } from '../../domain/message.ts';
import type { Operation } from '../engine.ts';
import type { Sql } from '../sql.ts';
import type { EnqueueItem, EnqueueOutcome } from '../work.ts';
import { type ConversationRow, Conversations } from './conversations.ts';
import { type EarlierRequest, findEarlier, rememberRequests, requestKey } from './idempotency.ts';
import { Lanes } from './lanes.ts';
import { linkConversations } from './merges.ts';
import { NewMessages } from './new-messages.ts';
import { People, type Seen } from './people.ts';
import { queueDrafts } from './queue-drafts.ts';
import { saveTrace } from './stories.ts';

type Created = Extract<EnqueueOutcome, { messageId: MessageId }>;

/** Appends messages to the lines of persons, who are made if nobody wrote to them before; each idempotency key once. */
export const enqueue: Operation<EnqueueItem, EnqueueOutcome> = {
  name: 'work.enqueue',
  async run(sql, items) {
    const earlier = await findEarlier(
      sql,
      items.flatMap(({ idempotency }) => idempotency ?? []),
    );
    const fresh = items.filter((item) => earlierOf(item, earlier) === undefined);
    const conversations = new Conversations(sql);
    const conversationOf = await findConversations(sql, conversations, fresh);
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
  },
};

/** Finds or makes the people, then locks their conversations. The result makes a conversation where there is none. */
async function findConversations(
  sql: Sql,
  conversations: Conversations,
  items: readonly EnqueueItem[],
): Promise<(item: EnqueueItem) => ConversationRow | undefined> {
  const people = new People(sql);
  const seen = new Map(items.flatMap((item) => sightingOf(item).map((sighting) => [item, sighting])));
  await people.load([...seen.values()]);
  const contacts = new Map([...seen].map(([item, sighting]) => [item, people.resolve(sighting)]));
  await people.save();
  await linkConversations(sql, conversations, people.takeMerges());
  const pairOf = (item: EnqueueItem) => ({
    channelId: item.channelId,
    senderId: item.senderId,
    contactId: people.survivorOf(contacts.get(item) ?? ''),
  });
  await conversations.lockPairs([...seen.keys()].map(pairOf));
  const named = items.flatMap(({ to }) => ('conversationId' in to ? [to.conversationId] : []));
  await conversations.lock(named);
  await conversations.lock(named.flatMap((id) => conversations.get(id)?.merged_into ?? []));
  return (item) => {
    if (!('conversationId' in item.to)) return conversations.of(pairOf(item));
    const found = conversations.get(item.to.conversationId);
    return found && conversations.survivor(found);
  };
}

function sightingOf({ channelId, to }: EnqueueItem): Seen[] {
  if ('conversationId' in to) return [];
  return [{ channelId, sighting: { identifiers: to.identifiers }, hearsay: true }];
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
