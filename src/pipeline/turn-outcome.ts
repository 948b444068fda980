/** From what a bot answered (or failed to) to the step that the store commits. Pure apart from ids and time handed in. */
import type { TurnAnswer, TurnPart } from '../domain/connector.ts';
import type { MessageId } from '../domain/ids.ts';
import { awaitPayment, receivedIn } from '../domain/payments.ts';
import type { TraceEntry, TraceStep } from '../domain/trace.ts';
import type { ChannelEntry } from '../services/directory.ts';
import { preflightNow } from '../services/templates/preflight.ts';
import type { NewDeadLetter } from '../store/ingest-items.ts';
import type { ClaimedTurn, OutDraft, SessionData, SessionWrite, TurnStep } from '../store/work.ts';
import { type Drafted, draftMessages } from './drafts.ts';
import { defaultFallbackText } from './fallback-text.ts';
import type { PipelineContext } from './parts.ts';

/** The fallback text is said once per conversation and outage. */
const OUTAGE_MS = 10 * 60_000;

export interface TurnCase {
  claimed: Pick<ClaimedTurn, 'turnId' | 'items' | 'conversation'>;
  channel: ChannelEntry;
  session: SessionWrite;
}

export interface AnswerDrafts {
  drafts: OutDraft[];
  /** Of the last part that offers any. */
  choices: SessionData['choices'];
  /** Parts that no provider could be given, told one by one. */
  deadLetters: NewDeadLetter[];
}

export function draftAnswer(parts: readonly TurnPart[], turn: TurnCase, context: PipelineContext): AnswerDrafts {
  const result: AnswerDrafts = { drafts: [], choices: [], deadLetters: [] };
  parts.forEach((part, index) => {
    const drafted = draftPart(part, turn, context);
    if (drafted.ok) {
      result.drafts.push(...drafted.drafts);
      if (drafted.choices.length > 0) result.choices = drafted.choices;
    } else {
      const message = `part ${index} of the bot's answer cannot be sent: ${drafted.path}: ${drafted.message}`;
      result.deadLetters.push(botFailure(turn, message, context));
    }
  });
  return result;
}

function draftPart(part: TurnPart, turn: TurnCase, context: PipelineContext): Drafted {
  const active = turn.channel.active;
  if (!active) return { ok: false, path: '', message: 'the channel has no active connection' };
  const place = { channel: turn.channel, senderId: turn.claimed.conversation.senderId };
  const checked = preflightNow(part.content, place, context.templates);
  if (!checked.ok) return checked;
  return draftMessages(
    {
      content: part.content,
      author: 'bot',
      ...(checked.isMarketing && { marketing: true }),
      pauseMs: part.pauseMs ?? 0,
      ...(part.replyTo !== undefined && { replyTo: part.replyTo }),
    },
    {
      definition: active.definition,
      rules: turn.channel.channel.rules,
      now: context.clock.now(),
      nextId: () => context.ids.next('msg') as MessageId,
    },
  );
}

/** The session after an answer. Choices stay as they were when the bot said nothing. */
export function sessionAfter(session: SessionWrite, answer: TurnAnswer, drafted: AnswerDrafts): SessionWrite {
  return {
    ...session,
    variables: variablesAfter(session, answer) ?? session.variables,
    state: answer.state === undefined ? session.state : answer.state,
    choices: drafted.drafts.length > 0 ? drafted.choices : session.choices,
    ended: answer.end === true,
  };
}

/** What the session remembers after an answer: what the bot said, and the payments that its bills await. Undefined: what it did before. */
export function variablesAfter(
  { variables: before }: Pick<SessionWrite, 'variables'>,
  { parts, variables }: Pick<TurnAnswer, 'parts' | 'variables'>,
): SessionWrite['variables'] | undefined {
  return parts.reduce<SessionWrite['variables'] | undefined>(
    (after, { paymentVariable, content }) =>
      paymentVariable === undefined ? after : awaitPayment(after ?? before, paymentVariable, content),
    variables,
  );
}

/** What the person gets when the turn is given up, and what the operator sees. */
export function giveUpStep(
  turn: TurnCase & { claimed: ClaimedTurn },
  reason: string,
  context: PipelineContext,
): Extract<TurnStep, { outcome: 'done' }> {
  const { claimed } = turn;
  const now = context.clock.now();
  const drafts = fallbackDrafts(turn, context);
  return {
    outcome: 'done',
    lane: claimed.lane,
    turnId: claimed.turnId,
    itemStatus: 'failed',
    drafts,
    session: hasPayment(turn) ? turn.session : null,
    ...(drafts.length > 0 && { fallbackAt: now }),
    deadLetters: [botFailure(turn, reason, context)],
    trace: [
      ...traceItems(claimed, 'dead_lettered', { at: now, detail: { reason } }),
      ...(drafts.length > 0 ? traceItems(claimed, 'fallback_sent', { at: now }) : []),
    ],
  };
}

/** A payment that a variable waited for is kept whether or not the bot heard of it: the next turn shows it. */
function hasPayment({ claimed, session }: TurnCase): boolean {
  const received = claimed.items.map(({ content }) => content);
  return Object.keys(receivedIn(session.variables, received)).length > 0;
}

function fallbackDrafts(turn: TurnCase & { claimed: ClaimedTurn }, context: PipelineContext): OutDraft[] {
  const { lastFallbackAt } = turn.claimed;
  if (lastFallbackAt !== null && context.clock.now() - lastFallbackAt < OUTAGE_MS) return [];
  const { fallbackText, language } = turn.channel.channel.rules;
  const text = fallbackText ?? defaultFallbackText(language);
  if (text === '') return [];
  return draftAnswer([{ content: { type: 'text', text } }], turn, context).drafts;
}

function botFailure(turn: TurnCase, message: string, context: PipelineContext): NewDeadLetter {
  return {
    id: context.ids.next('dl'),
    channelId: turn.channel.channel.id,
    connectionId: null,
    reason: 'bot_failed',
    message,
    messageId: turn.claimed.items.at(-1)?.messageId ?? null,
    raw: null,
    at: context.clock.now(),
  };
}

/** The same entry in the story of every message of the turn. */
export function traceItems(
  claimed: Pick<ClaimedTurn, 'turnId' | 'items'>,
  step: TraceStep,
  rest: Pick<TraceEntry, 'at' | 'durationMs' | 'detail'>,
): TraceEntry[] {
  return claimed.items.map((item) => ({ messageId: item.messageId, turnId: claimed.turnId, step, ...rest }));
}
