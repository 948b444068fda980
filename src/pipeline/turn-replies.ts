import type { TurnAnswer } from '../domain/connector.ts';
import type { TurnId } from '../domain/ids.ts';
import { receivedIn } from '../domain/payments.ts';
import type { BotEntry, ChannelEntry } from '../services/directory.ts';
import type { OpenTurn, SessionWrite, TurnReply } from '../store/work.ts';
import type { TurnReplies } from './doors.ts';
import type { PipelineContext } from './parts.ts';
import { draftAnswer, traceItems, variablesAfter } from './turn-outcome.ts';
import { planSession } from './turn-request.ts';

/** Takes answers that bots give later. */
export function createTurnReplies(context: PipelineContext): TurnReplies {
  return {
    async receive(turnId, token, body) {
      if (!context.tokens.verify('turn', turnId, token)) return { outcome: 'forbidden' };
      const open = await context.store.openTurn(turnId as TurnId);
      if (!open) return { outcome: 'turn_closed' };
      const channel = context.directory.channel(open.conversation.channelId);
      const bot = channel?.channel.botId ? context.directory.bot(channel.channel.botId) : undefined;
      if (!channel || !bot) return { outcome: 'turn_closed' };
      const answer = parse(bot, body);
      if (typeof answer === 'string') return { outcome: 'invalid', message: answer };
      const stored = await context.store.replyToTurn(toReply({ open, channel, answer, body }, context));
      if (stored === 'closed') return { outcome: 'turn_closed' };
      const { id, channelId } = open.conversation;
      context.observer.changed({ kind: 'conversation', conversationId: id, channelId });
      return { outcome: 'accepted' };
    },
  };
}

function parse({ connector }: BotEntry, body: unknown): TurnAnswer | string {
  return connector.parseReply?.(body) ?? 'this bot does not answer later';
}

interface Received {
  open: OpenTurn;
  channel: ChannelEntry;
  answer: TurnAnswer;
  body: unknown;
}

function toReply({ open, channel, answer, body }: Received, context: PipelineContext): TurnReply {
  const { session } = planSession({ ...open }, channel.channel.rules.sessionTimeoutMs);
  // Only what changes: replies that come at the same time must not undo each other.
  const variables = { ...paymentsOf(open, session), ...variablesAfter({ variables: {} }, answer) };
  const drafted = draftAnswer(answer.parts, { claimed: open, channel, session }, context);
  return {
    conversationId: open.conversation.id,
    turnId: open.turnId,
    replyKey: replyKey(body, open.turnId, context),
    ...((body as { more?: unknown }).more === true
      ? { more: true, until: context.clock.now() + channel.channel.rules.replyWithinMs }
      : { more: false }),
    drafts: drafted.drafts,
    session,
    ...(Object.keys(variables).length > 0 && { variables }),
    choices: drafted.choices,
    ...(drafted.deadLetters.length > 0 && { deadLetters: drafted.deadLetters }),
    ...(answer.handover !== undefined && { answeredBy: 'human' as const }),
    endSession: answer.end === true,
    trace: traceItems(open, 'bot_answered', {
      at: context.clock.now(),
      detail: { deferred: true, messages: drafted.drafts.length },
    }),
  };
}

/** What the turn brought and the stored session does not hold: a reply may overtake the step that stores it. */
function paymentsOf({ items, deferredUntil }: OpenTurn, { variables }: SessionWrite): SessionWrite['variables'] {
  if (deferredUntil !== null) return {};
  return receivedIn(
    variables,
    items.map(({ content }) => content),
  );
}

/** The bot's own id of the reply, else what it says: the same body twice is one reply. */
function replyKey(body: unknown, turnId: string, context: PipelineContext): string {
  const { id } = body as { id?: unknown };
  if (typeof id === 'string' && id !== '') return `id:${id}`;
  return context.tokens.issue('reply', `${turnId}\0${JSON.stringify(body)}`);
}
