import { type MarketingWord, saveMarketing } from '../contacts/marketing.ts';
import type { Operation } from '../engine.ts';
import type {
  ControlItem,
  DeadLetterItem,
  IdentityItem,
  InboundMessageItem,
  IngestItem,
  IngestOutcome,
  StatusItem,
} from '../ingest-items.ts';
import { ReceivedMedia } from '../media/received-media.ts';
import { applyStops } from '../registry/connection-stops.ts';
import type { Sql } from '../sql.ts';
import type { ClaimedTurn, TurnTerms } from '../work.ts';
import { amend, lockAmended } from './amendments.ts';
import { BegunTurns, type OfferedTurn } from './begin-turns.ts';
import { saveChannelEvents } from './channel-events.ts';
import { applyControl, type PlacedControl } from './control.ts';
import { Conversations } from './conversations.ts';
import type { ReceivedId } from './deliveries.ts';
import { Lanes } from './lanes.ts';
import { finishMerges, linkConversations } from './merges.ts';
import { NewMessages, replaceContent } from './new-messages.ts';
import { People, type Seen } from './people.ts';
import { type PlacedMessage, receiveMessages } from './received.ts';
import { seenKey, takeNew } from './seen.ts';
import { applyStatuses, type FoundStatus, findStatuses } from './statuses.ts';
import { saveDeadLetters, saveTrace } from './stories.ts';

type KeyedItem = Exclude<IngestItem, DeadLetterItem>;

/** One webhook. */
export interface Webhook {
  items: readonly IngestItem[];
  /** Who has room for a turn. */
  terms?: TurnTerms;
}

export interface Ingested {
  outcomes: readonly IngestOutcome[];
  /** Begun with the webhook, if its terms were met. */
  turn: ClaimedTurn | null;
}

/**
 * Stores what webhooks brought, those of concurrent requests in one transaction.
 * Rows are locked in the order that all operations keep: seen, contacts, conversations, lanes, deliveries, messages.
 */
export const ingest: Operation<Webhook, Ingested> = {
  name: 'work.ingest',
  async run(sql, inputs) {
    const items = inputs.flatMap((webhook) => webhook.items);
    const keyed = items.filter((item) => item.type !== 'dead_letter');
    const fresh = await takeNew(sql, keyed);
    const turns = await storeNew(
      sql,
      keyed.filter((_, index) => fresh.has(index)),
      inputs,
    );
    await saveDeadLetters(
      sql,
      items.filter((item) => item.type === 'dead_letter').map(({ deadLetter }) => deadLetter),
    );
    let place = 0;
    const outcomeOf = (item: IngestItem) => (item.type === 'dead_letter' || fresh.has(place++) ? 'new' : 'duplicate');
    return inputs.map((webhook) => ({ outcomes: webhook.items.map(outcomeOf), turn: turns.get(webhook) ?? null }));
  },
};

/** Returns the turns that began at once. */
async function storeNew(
  sql: Sql,
  items: readonly KeyedItem[],
  webhooks: readonly Webhook[],
): Promise<ReadonlyMap<Webhook, ClaimedTurn>> {
  if (items.length === 0) return new Map();
  await applyStops(
    sql,
    items.filter((item) => item.type === 'channel_event'),
  );
  const messages = items.filter((item) => item.type === 'message');
  const statuses = await findStatuses(
    sql,
    items.filter((item) => item.type === 'status'),
  );
  const amendments = items.filter((item) => item.type === 'amendment');
  const conversations = new Conversations(sql);
  const lanes = new Lanes(sql);
  const fresh = new NewMessages(sql);
  const files = new ReceivedMedia(sql);

  const controls = items.filter((item) => item.type === 'control');
  const contactOf = await recognise(sql, conversations, { items, statuses });
  const pairOf = (item: InboundMessageItem | ControlItem) => ({
    channelId: item.channelId,
    senderId: item.senderId,
    contactId: contactOf(item),
  });
  await conversations.lockPairs([...messages, ...controls].map(pairOf));
  const amended = await lockAmended({ sql, conversations }, amendments);
  await finishMerges(sql, conversations);
  const placed = messages.map((item): PlacedMessage => ({ item, conversation: conversations.of(pairOf(item)) }));
  const controlled = controls.map((item): PlacedControl => ({ item, conversation: conversations.of(pairOf(item)) }));
  const working = [...placed, ...controlled].map(({ conversation }) => conversation.id);
  await lanes.lock([...working, ...amended], ['in', 'out']);
  await lanes.lock(conversationsOf(statuses), ['out']);

  await applyControl({ sql, conversations, lanes }, controlled);
  const completed = await receiveMessages(sql, placed, { conversations, lanes, fresh, files });
  for (const item of items) if (item.type !== 'message') fresh.keepRaw(seenKey(item), item.raw, item.receivedAt);
  // What its own webhook changes is settled first, as by a claim.
  const lasting = placed.filter(
    ({ item }) => !amendments.some((one) => one.originalProviderId === item.providerMessageId),
  );
  const begun = await BegunTurns.begin(sql, offersOf(webhooks, lasting), { lanes, fresh });
  await Promise.all([
    conversations.save(),
    fresh.save(),
    files.save(),
    begun.save(),
    saveTrace(
      sql,
      messages.flatMap(({ trace }) => trace),
    ),
    saveChannelEvents(
      sql,
      items.filter((item) => item.type === 'channel_event' || item.type === 'control'),
    ),
    applyStatuses(sql, lanes, statuses).then(() => lanes.save()),
  ]);
  await replaceContent(sql, completed);
  const arrived = [...fresh.announced, ...echoesOf(messages)];
  await amend({ sql, conversations, lanes }, { items: amendments, arrived });
  return begun.read();
}

function offersOf(webhooks: readonly Webhook[], placed: readonly PlacedMessage[]): OfferedTurn<Webhook>[] {
  const byItem = new Map<IngestItem, PlacedMessage>(placed.map((message) => [message.item, message]));
  return webhooks.flatMap((webhook) => {
    const { items, terms } = webhook;
    return terms === undefined ? [] : [{ by: webhook, terms, placed: items.flatMap((item) => byItem.get(item) ?? []) }];
  });
}

/** Echoes have their delivery already, so it does not tell whether something waits for them. */
function echoesOf(messages: readonly InboundMessageItem[]): ReceivedId[] {
  return messages
    .filter(({ direction }) => direction === 'outbound')
    .map(({ channelId, providerMessageId, messageId }) => ({
      channel_id: channelId,
      provider_message_id: providerMessageId,
      message_id: messageId,
    }));
}

interface Sightings {
  items: readonly KeyedItem[];
  statuses: readonly FoundStatus[];
}

/** Finds, makes and merges the people of all items, in their order; returns whom a message is from. */
async function recognise(
  sql: Sql,
  conversations: Conversations,
  { items, statuses }: Sightings,
): Promise<(item: InboundMessageItem | ControlItem) => string> {
  const people = new People(sql);
  const recipients = new Map(
    statuses.map(({ item, attempted, delivered }) => [item, (delivered ?? attempted)?.contact_id]),
  );
  const sightings = items
    .map((item) => ({ item, seen: sightingOf(item, recipients) }))
    .filter(({ seen }) => seen !== null);
  await people.load(sightings.map(({ seen }) => seen).filter((seen) => seen !== null));
  const contacts = new Map<KeyedItem, string>();
  for (const { item, seen } of sightings) {
    if (seen === null || (item.type === 'identity' && !people.isKnown(seen))) continue;
    contacts.set(item, people.resolve(seen));
  }
  await people.save();
  await saveMarketing(sql, [
    ...items.flatMap((item) => wordOf(item, people.survivorOf(contacts.get(item) ?? ''))),
    ...statuses.flatMap(refusalOf),
  ]);
  await linkConversations(sql, conversations, people.takeMerges());
  return (item) => people.survivorOf(contacts.get(item) ?? '');
}

function wordOf(item: KeyedItem, contactId: string): MarketingWord[] {
  return item.type === 'preference' ? [{ contactId, marketing: item.marketing, at: item.at }] : [];
}

/** The provider did not deliver because the person opted out there. */
function refusalOf({ item, attempted, delivered }: FoundStatus): MarketingWord[] {
  const fact = delivered ?? attempted;
  if (item.failure?.kind !== 'recipient_opted_out' || fact === null) return [];
  return [{ contactId: fact.contact_id, marketing: 'stop', at: item.at }];
}

/** Null: the item shows nobody, or somebody of whom nothing is known that it could change. */
function sightingOf(item: KeyedItem, recipients: ReadonlyMap<StatusItem, string | undefined>): Seen | null {
  switch (item.type) {
    case 'message':
      return { channelId: item.channelId, sighting: item.person };
    case 'status': {
      const orContact = recipients.get(item);
      if (orContact === undefined || item.person === undefined || item.person.identifiers.length === 0) return null;
      return { channelId: item.channelId, sighting: item.person, orContact };
    }
    case 'identity':
      return { channelId: item.channelId, sighting: changeOf(item) };
    case 'amendment':
    case 'control':
    case 'preference':
      return { channelId: item.channelId, sighting: item.person };
    case 'channel_event':
      return null;
  }
}

/** The provider's word that old and new identifiers are one person's. */
function changeOf({ current, previous, name }: IdentityItem) {
  return { identifiers: [...current, ...previous], ...(name !== undefined && { name }) };
}

function conversationsOf(statuses: readonly FoundStatus[]): string[] {
  return statuses.flatMap(({ attempted, delivered }) => {
    const fact = delivered ?? attempted;
    return fact === null ? [] : [fact.conversation_id];
  });
}
