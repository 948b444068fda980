import type { OutboundContent } from '../domain/content.ts';
import type { Identifier } from '../domain/identity.ts';
import type { ChannelId, ConversationId, MessageId, SenderId } from '../domain/ids.ts';
import { findMedia } from '../domain/media-references.ts';
import { phoneMatchKey } from '../domain/phone-key.ts';
import type { ChannelEntry, ConnectionEntry } from '../services/directory.ts';
import { whyNotSendable } from '../services/media/sendable.ts';
import { readPhoneNumber } from '../services/phone-number.ts';
import { preflight } from '../services/templates/preflight.ts';
import type { EnqueueItem, EnqueueOutcome } from '../store/work.ts';
import type { Outbox, SendOutcome, SendRequest } from './doors.ts';
import { draftMessages } from './drafts.ts';
import type { PipelineContext } from './parts.ts';

type Invalid = Extract<SendOutcome, { outcome: 'invalid' }>;

/** Messages from outside an answer: API, agents, campaigns. */
export function createOutbox(context: PipelineContext): Outbox {
  return {
    async send(request) {
      const channel = context.directory.channel(request.channelId as ChannelId); // An unknown id finds nothing.
      if (!channel?.active) return invalid('channelId', 'no such channel, or it has no active connection');
      if (!channel.channel.rules.proactive && !isAnswer(request)) return { outcome: 'proactive_off' };
      const senderId = pickSender(request.senderId, channel);
      if (typeof senderId === 'object') return senderId;
      const refused = await refuseMedia(request.content, channel, context);
      if (refused) return refused;
      const checked = await preflight(request.content, { channel, senderId }, context.templates);
      if (!checked.ok) return invalid(`content${checked.path}`, checked.message);
      const marketing = request.marketing || checked.isMarketing;
      const items = toItems({ ...request, marketing }, { channel, active: channel.active, senderId }, context);
      if ('outcome' in items) return items;
      const outcomes = await context.store.enqueueAll(items);
      const first = outcomes[0];
      return first ? toOutcome(first) : invalid('content', 'it holds nothing to send');
    },
  };
}

/** What an agent writes into a conversation answers its person. */
function isAnswer({ author, to }: SendRequest): boolean {
  return author === 'agent' && to.conversationId !== undefined;
}

/** Files of ours that the content names: known, of this channel, and such as this provider sends. */
export async function refuseMedia(
  content: OutboundContent,
  channel: ChannelEntry,
  { media }: Pick<PipelineContext, 'media'>,
): Promise<Invalid | null> {
  const rules = channel.active?.provider.media?.rules ?? null;
  for (const { mediaId, kind, path } of findMedia(content)) {
    const record = await media.store.getMedia(mediaId);
    const why = whyNotSendable(record, { kind, channelId: channel.channel.id, rules });
    if (why !== null) return invalid(`content.${path}`, why);
  }
  return null;
}

/** Who sends, found already. */
interface Sending {
  channel: ChannelEntry;
  active: ConnectionEntry;
  senderId: SenderId;
}

function toItems(
  request: SendRequest,
  { channel, active, senderId }: Sending,
  context: PipelineContext,
): EnqueueItem[] | Invalid {
  const to = recipientOf(request.to);
  if ('outcome' in to) return to;
  const drafted = draftMessages(
    {
      content: request.content,
      author: request.author,
      ...(request.replyTo !== undefined && { replyTo: request.replyTo }),
      ...(request.marketing && { marketing: true }),
      ...(request.ignoreWindow && { ignoreWindow: true }),
    },
    {
      definition: active.definition,
      rules: channel.channel.rules,
      now: context.clock.now(),
      nextId: () => context.ids.next('msg') as MessageId,
    },
  );
  if (!drafted.ok) return invalid(`content.${drafted.path}`, drafted.message);
  return drafted.drafts.map((draft, index) => ({
    channelId: channel.channel.id,
    senderId,
    to,
    draft,
    ...(request.idempotency && { idempotency: partKey(request.idempotency, index) }),
    trace: [{ messageId: draft.messageId, step: 'queued' as const, at: context.clock.now() }],
  }));
}

/** Later parts of one request are repeated with it, under keys of their own. */
function partKey(idempotency: NonNullable<SendRequest['idempotency']>, index: number) {
  return index === 0 ? idempotency : { ...idempotency, key: `${idempotency.key}\0${index}` };
}

/** Without a wish: the channel's first. */
export function pickSender(senderId: string | undefined, { senders }: ChannelEntry): SenderId | Invalid {
  const sender = senderId === undefined ? senders[0] : senders.find(({ id }) => id === senderId);
  return sender?.id ?? invalid('senderId', 'not a sender of this channel');
}

/** Whom a request names. */
export function recipientOf(to: SendRequest['to']): EnqueueItem['to'] | Invalid {
  if (to.conversationId !== undefined) return { conversationId: to.conversationId as ConversationId };
  const identifiers: Identifier[] = [];
  if (to.userId) identifiers.push({ kind: 'user_id', value: to.userId, matchKey: to.userId });
  if (to.phone !== undefined) {
    const digits = readPhoneNumber(to.phone);
    if (digits === null) return invalid('to', 'not a phone number with country code');
    identifiers.push({ kind: 'phone', value: digits, matchKey: phoneMatchKey(digits) });
  }
  return identifiers.length > 0 ? { identifiers } : invalid('to', 'name a phone number, a user id or a conversation');
}

function toOutcome(outcome: EnqueueOutcome): SendOutcome {
  if (outcome.outcome === 'conflict') return { outcome: 'conflict' };
  if (outcome.outcome === 'unknown_conversation') return invalid('to', 'no such conversation');
  if (outcome.outcome === 'unknown_channel') return invalid('channelId', 'no such channel');
  return { outcome: outcome.outcome, id: outcome.messageId, status: outcome.status };
}

function invalid(field: string, message: string): Invalid {
  return { outcome: 'invalid', field, message };
}
