import type { Participant } from '../domain/content.ts';
import type {
  MessageAmended,
  MessageEchoed,
  MessageReceived,
  Person,
  ProviderEvent,
  StatusReported,
} from '../domain/events.ts';
import type { MessageId } from '../domain/ids.ts';
import { windowEnd } from '../domain/window.ts';
import type { SenderEntry } from '../services/directory.ts';
import type { AmendmentItem, AnswerPlan, InboundMessageItem, IngestItem, StatusItem } from '../store/ingest-items.ts';
import { routeMedia } from './route-media.ts';

export interface RoutingContext {
  receivedAt: number;
  nextId(): MessageId;
  nextMediaId(): string;
}

type SenderEvent = Exclude<ProviderEvent, { type: 'unparsable' | 'account_reported' }>;

/** One event of a known sender as the store takes it. */
export function toItem(event: SenderEvent, entry: SenderEntry, context: RoutingContext): IngestItem {
  const base = {
    channelId: entry.channel.channel.id,
    senderId: entry.sender.id,
    raw: event.raw,
    receivedAt: context.receivedAt,
  };
  switch (event.type) {
    case 'message_received':
      return { ...base, ...receivedItem(event, entry, context) };
    case 'message_echoed':
      return { ...base, ...echoedItem(event, entry, context) };
    case 'message_amended':
      return { ...base, ...amendmentItem(event, entry, context) };
    case 'preference_reported':
      return {
        ...base,
        type: 'preference',
        seen: { kind: 'account', key: event.dedupeKey },
        person: event.person,
        marketing: event.marketing,
        at: event.at,
      };
    case 'control_reported': {
      const { person, owner, at, kind, detail } = event;
      return {
        ...base,
        type: 'control',
        seen: { kind: 'account', key: event.dedupeKey },
        person,
        owner,
        at,
        kind,
        detail,
      };
    }
    case 'status_reported':
      return { ...base, ...statusItem(event) };
    case 'identity_changed':
      return {
        ...base,
        type: 'identity',
        seen: { kind: 'message', key: event.dedupeKey },
        previous: event.previous,
        current: event.current,
        at: event.at,
        ...(event.name !== undefined && { name: event.name }),
      };
    case 'unknown_reported':
      return {
        ...base,
        type: 'channel_event',
        seen: { kind: 'account', key: event.dedupeKey },
        kind: event.kind,
        detail: {},
      };
  }
}

type Own<Item> = Omit<Item, 'channelId' | 'senderId' | 'raw' | 'receivedAt'>;

function receivedItem(event: MessageReceived, entry: SenderEntry, context: RoutingContext): Own<InboundMessageItem> {
  const isLive = event.stream === 'message' && event.groupId === undefined;
  const { windowMs } = entry.connection.definition.capabilities;
  const messageId = context.nextId();
  return {
    type: 'message',
    connectionId: entry.connection.connection.id,
    seen: { kind: event.stream, key: event.dedupeKey },
    messageId,
    direction: 'inbound',
    author: 'contact',
    ...placeOf(event),
    providerMessageId: event.providerMessageId,
    providerAt: event.at,
    ...routeMedia(event, { entry, stream: event.stream, nextMediaId: context.nextMediaId }),
    ...(event.file !== undefined && { file: event.file }),
    windowUntil:
      isLive && event.opensWindow !== false && windowMs !== null
        ? windowEnd(event.at, context.receivedAt, windowMs)
        : null,
    answer: isLive && event.duty !== 'observe' ? answerPlan(entry) : null,
    // When it came stands in the message itself.
    trace: [],
  };
}

/** What is said in a group is the group's, and does not touch what its people say to us. */
function placeOf({ groupId, person, context }: MessageReceived): Pick<InboundMessageItem, 'person' | 'context'> {
  if (groupId === undefined) return { person, ...(context !== undefined && { context }) };
  const group = { kind: 'group' as const, value: groupId, matchKey: groupId };
  return { person: { identifiers: [group] }, context: { ...context, participant: participantOf(person) } };
}

function participantOf({ identifiers, name, username }: Person): Participant {
  const value = (kind: string) => identifiers.find((identifier) => identifier.kind === kind)?.value;
  const phoneNumber = value('phone');
  const userId = value('user_id') ?? value('parent_user_id');
  return {
    ...(phoneNumber !== undefined && { phoneNumber }),
    ...(userId !== undefined && { userId }),
    ...(name !== undefined && { name }),
    ...(username !== undefined && { username }),
  };
}

function echoedItem(event: MessageEchoed, entry: SenderEntry, context: RoutingContext): Own<InboundMessageItem> {
  const messageId = context.nextId();
  return {
    type: 'message',
    connectionId: entry.connection.connection.id,
    seen: { kind: event.stream, key: event.dedupeKey },
    messageId,
    direction: 'outbound',
    author: 'app_echo',
    person: event.person,
    providerMessageId: event.providerMessageId,
    providerAt: event.at,
    ...routeMedia(event, { entry, stream: event.stream, nextMediaId: context.nextMediaId }),
    ...(event.file !== undefined && { file: event.file }),
    windowUntil: null,
    answer: null,
    // When it came stands in the message itself.
    trace: [],
  };
}

function amendmentItem(event: MessageAmended, entry: SenderEntry, context: RoutingContext): Own<AmendmentItem> {
  return {
    type: 'amendment',
    connectionId: entry.connection.connection.id,
    seen: { kind: event.stream, key: event.dedupeKey },
    person: event.person,
    originalProviderId: event.originalProviderId,
    amendment: event.amendment,
    at: event.at,
    tell: tellPlan(event, entry, context),
  };
}

/** Null: what a live message of a person became is told only where the channel wants that. */
function tellPlan(event: MessageAmended, entry: SenderEntry, context: RoutingContext): AmendmentItem['tell'] {
  if (event.stream !== 'message' || !entry.channel.channel.rules.tellAmendments) return null;
  const answer = answerPlan(entry);
  if (answer === null) return null;
  const provider = readObject(event.raw);
  return { messageId: context.nextId(), providerMessageId: event.providerMessageId, answer, provider };
}

/** The fragment is the provider's own text, which may be a form. */
function readObject(raw: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(raw);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return { raw };
  }
}

function statusItem(event: StatusReported): Own<StatusItem> {
  return {
    type: 'status',
    seen: { kind: 'status', key: event.dedupeKey },
    providerMessageId: event.providerMessageId,
    status: event.status,
    at: event.at,
    ...(event.attemptId !== undefined && { attemptId: event.attemptId }),
    ...(event.failure !== undefined && { failure: event.failure }),
    ...(event.person !== undefined && { person: event.person }),
    ...(event.detail !== undefined && { detail: event.detail }),
  };
}

/** Null: a channel that is disabled or has no bot only observes. */
function answerPlan({ channel: { channel } }: SenderEntry): AnswerPlan | null {
  if (!channel.enabled || channel.botId === null) return null;
  return { botId: channel.botId, gatherMs: channel.rules.turnMode === 'gathered' ? channel.rules.gatherMs : 0 };
}
