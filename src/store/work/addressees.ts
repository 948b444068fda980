import type { Sql } from '../sql.ts';
import type { EnqueueItem } from '../work.ts';
import type { ConversationRow, Conversations } from './conversations.ts';
import { linkConversations } from './merges.ts';
import { People, type Seen } from './people.ts';

/** Somebody to whom something is to be sent. */
export type Addressed = Pick<EnqueueItem, 'channelId' | 'senderId' | 'to'>;

/** Whom each item is for. */
export interface Addressees<Item extends Addressed> {
  /** The person, who was made if unknown; undefined where a conversation was named. */
  contactOf(item: Item): string | undefined;
  /** Made where there is none; undefined: a conversation was named that does not exist. */
  conversationOf(item: Item): ConversationRow | undefined;
}

/** Finds or makes the people, then locks their conversations. */
export async function findAddressees<Item extends Addressed>(
  sql: Sql,
  conversations: Conversations,
  items: readonly Item[],
): Promise<Addressees<Item>> {
  const people = new People(sql);
  const seen = new Map(items.flatMap((item) => sightingOf(item).map((sighting) => [item, sighting])));
  await people.load([...seen.values()]);
  const contacts = new Map([...seen].map(([item, sighting]) => [item, people.resolve(sighting)]));
  await people.save();
  await linkConversations(sql, conversations, people.takeMerges());
  const pairOf = (item: Item) => ({
    channelId: item.channelId,
    senderId: item.senderId,
    contactId: people.survivorOf(contacts.get(item) ?? ''),
  });
  await conversations.lockPairs([...seen.keys()].map(pairOf));
  const named = items.flatMap(({ to }) => ('conversationId' in to ? [to.conversationId] : []));
  await conversations.lock(named);
  await conversations.lock(named.flatMap((id) => conversations.get(id)?.merged_into ?? []));
  return {
    contactOf: (item) => (contacts.has(item) ? pairOf(item).contactId : undefined),
    conversationOf(item) {
      if (!('conversationId' in item.to)) return conversations.of(pairOf(item));
      const found = conversations.get(item.to.conversationId);
      return found && conversations.survivor(found);
    },
  };
}

function sightingOf({ channelId, to }: Addressed): Seen[] {
  if ('conversationId' in to) return [];
  return [{ channelId, sighting: { identifiers: to.identifiers }, hearsay: true }];
}
