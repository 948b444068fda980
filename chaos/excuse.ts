import type { Chasqui } from '@chasqui/client';
import { PROVIDERS } from '../src/providers/index.ts';
import type { Journal } from './journal.ts';
import type { Complaint } from './judge.ts';
import type { Answer } from './people.ts';
import { readAnswers, type Trace } from './record.ts';
import type { Span, Witness } from './witness.ts';

/** What `docs/architecture.md` says that no gateway can prevent, or that it decides to do instead. */
export type Excuse =
  /** A process was stopped inside its request, past its lease; somebody else sent in the meantime, and then it went on. */
  | 'frozen inside a request'
  /** The echo came after the channel's doubt time, when the message had gone once more. */
  | 'echo later than doubt'
  /** Twice disturbed while it was sent: a dead letter, for nobody knows whether the person has it. */
  | 'in doubt twice';

/** What is known of the number that the complaint is about. */
export interface Place {
  api: Chasqui;
  channelId: string;
  provider: string;
  witness: Witness;
  journal: Journal;
}

const LEASE_MS = 30_000;
const DOUBT_MS = 15_000;
const PROVIDER_TIMEOUT_MS = 15_000;
/** A request that waited for its process goes out at once. */
const WAKING_MS = 2_000;
/** Times of claims, of commits and of the partner are not taken at one clock, nor at one moment. */
const TOLERANCE_MS = 250;
/** A webhook that a dying node held fails a little after it. */
const AFTERMATH_MS = 6_000;

/** Proves by the gateway's own record and the witness that a complaint is one of the documented exceptions; null: it is a fault. */
export async function findExcuse(complaint: Complaint, place: Place): Promise<Excuse | null> {
  if (complaint.kind !== 'lost' && complaint.kind !== 'doubled') return null;
  const { chat, text } = complaint;
  // Answered twice by two messages: the turn was doubled, and for that there is no excuse.
  const [trace, ...others] = await readAnswers(place.api, { channelId: place.channelId, chat, text });
  if (!trace || others.length > 0) return null;
  const doubt = PROVIDERS.find(({ id }) => id === place.provider)?.capabilities.doubt;
  // Such a partner takes a message once, however often it comes: nothing is doubled, and no doubt ends it.
  if (doubt === undefined || doubt === 'idempotent') return null;
  const told = { trace, witness: place.witness, numberId: chat.numberId };
  if (complaint.kind === 'lost') return wasGivenUp(told) ? 'in doubt twice' : null;
  const [first, second, ...more] = complaint.answers.toSorted((a, b) => a.at - b.at);
  if (!first || !second || more.length > 0 || trace.attempts.length < 2) return null;
  if (wasFrozenInside(second, told)) return 'frozen inside a request';
  return doubt === 'echo' && cameLate(first, second, told) ? 'echo later than doubt' : null;
}

interface Told {
  trace: Trace;
  witness: Witness;
  numberId: string;
}

function wasGivenUp(told: Told): boolean {
  const { status, failure } = told.trace.message;
  if (status !== 'failed' || failure?.kind !== 'outcome_unknown') return false;
  const doubts = doubtsOf(told.trace);
  return doubts.length >= 2 && doubts.every((doubt) => isExplained(doubt, told));
}

interface Doubt extends Span {
  attemptId: string;
}

/** By attempt: the time in which its request was under way. */
function doubtsOf({ attempts, entries }: Trace): Doubt[] {
  return attempts.flatMap(({ id, startedAt, endedAt }) => {
    const entry = entries.find(({ step, attemptId }) => step === 'attempt_in_doubt' && attemptId === id);
    if (!entry) return [];
    const from = Date.parse(startedAt);
    // Without a duration somebody else found it, and noted only that.
    const ended = endedAt === null ? Number.POSITIVE_INFINITY : Date.parse(endedAt);
    return [{ attemptId: id, from, to: Math.min(ended, from + PROVIDER_TIMEOUT_MS) }];
  });
}

function isExplained({ attemptId, from, to }: Doubt, { witness, numberId }: Told): boolean {
  return witness.explains({ numberId, for: attemptId, from: from - TOLERANCE_MS, to: to + TOLERANCE_MS });
}

/** A request began before a process was stopped past its lease, and reached the partner when that went on. */
function wasFrozenInside(late: Answer, { trace, witness }: Told): boolean {
  const startedAt = trace.attempts.map((attempt) => Date.parse(attempt.startedAt));
  return witness.freezes().some(({ from, to }) => {
    const isPastLease = to - from >= LEASE_MS - PROVIDER_TIMEOUT_MS;
    const isFromBefore = startedAt.some((at) => at <= from && at >= from - PROVIDER_TIMEOUT_MS);
    return isPastLease && isFromBefore && late.at >= to && late.at <= to + WAKING_MS;
  });
}

/**
 * The first request was disturbed, the gateway waited for its whole doubt time, and by then had acknowledged no webhook about it. If it
 * refused one, it was disturbed then.
 */
function cameLate(first: Answer, second: Answer, told: Told): boolean {
  const { trace, witness, numberId } = told;
  const startedAt = trace.attempts.map((attempt) => Date.parse(attempt.startedAt)).toSorted((a, b) => a - b);
  const made = startedAt.findLast((at) => at <= first.at + TOLERANCE_MS);
  const next = startedAt.find((at) => at > first.at + TOLERANCE_MS);
  if (made === undefined || next === undefined || next - made < DOUBT_MS) return false;
  if (second.at < next - TOLERANCE_MS) return false;
  const doubt = doubtsOf(trace).find(({ from }) => from === made);
  if (!doubt || !isExplained(doubt, told)) return false;
  const { acknowledgedAt, refusedAt } = witness.echoOf(first.providerMessageId);
  if (acknowledgedAt !== undefined && acknowledgedAt <= next) return false;
  const early = refusedAt.filter((at) => at <= next);
  return early.every((at) => witness.wasDisturbed(numberId, { from: at - AFTERMATH_MS, to: at }));
}
