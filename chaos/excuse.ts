import type { Chasqui, Schemas } from '@chasqui/client';
import { PROVIDERS } from '../src/providers/index.ts';
import type { Complaint } from './judge.ts';
import type { Answer } from './people.ts';
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
}

const LEASE_MS = 30_000;
const DOUBT_MS = 15_000;
const PROVIDER_TIMEOUT_MS = 15_000;
/** A request that waited for its process goes out at once. */
const WAKING_MS = 2_000;
/** Times of claims, of commits and of the partner are not taken at one clock, nor at one moment. */
const TOLERANCE_MS = 250;

type Trace = Schemas['MessageTrace'];

/** Proves by the gateway's own record and the witness that a complaint is one of the documented exceptions; null: it is a fault. */
export async function findExcuse(complaint: Complaint, place: Place): Promise<Excuse | null> {
  if (complaint.kind !== 'lost' && complaint.kind !== 'doubled') return null;
  const sent = await recordOf(complaint, place);
  // Answered twice by two messages: the turn was doubled, and for that there is no excuse.
  const [message, ...others] = sent;
  if (!message || others.length > 0) return null;
  const { data: trace } = await place.api.GET('/api/v1/messages/{id}/trace', { params: { path: { id: message.id } } });
  if (!trace) return null;
  if (complaint.kind === 'lost') return wasGivenUp(message, trace, { ...place, numberId: complaint.chat.numberId });
  const startedAt = trace.attempts.map((attempt) => Date.parse(attempt.startedAt));
  return excuseDoubled(complaint.answers, startedAt, place);
}

/** The gateway's own record, for whoever looks into a fault. */
export async function tellRecord(complaint: Complaint, place: Place): Promise<string> {
  if (complaint.kind !== 'lost' && complaint.kind !== 'doubled') return '';
  const messages = await recordOf(complaint, place);
  const traces = await Promise.all(
    messages.map(({ id }) => place.api.GET('/api/v1/messages/{id}/trace', { params: { path: { id } } })),
  );
  const told = traces.map(({ data }) => [
    `${data?.message.id} ${data?.message.status}`,
    ...(data?.entries ?? []).map(({ at, step, attemptId = '', durationMs = 0, detail }) => {
      const failure = detail?.failure === undefined ? '' : JSON.stringify(detail.failure);
      return `${at} ${step} ${attemptId} ${durationMs} ms ${failure}`;
    }),
  ]);
  const answers = complaint.kind === 'doubled' ? complaint.answers : [];
  return [...answers.map(({ at }) => `came at ${new Date(at).toISOString()}`), ...told.flat()].join('\n      ');
}

/** Every message of ours that says what answers the text. */
async function recordOf(
  { chat, text }: Extract<Complaint, { kind: 'lost' | 'doubled' }>,
  { api, channelId }: Place,
): Promise<Schemas['Message'][]> {
  const found: Schemas['Message'][] = [];
  let cursor: string | undefined;
  do {
    const query = { channelId, contact: `+${chat.phone}`, limit: 100, ...(cursor !== undefined && { cursor }) };
    const { data } = await api.GET('/api/v1/messages', { params: { query } });
    found.push(...(data?.items ?? []));
    cursor = data?.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found.filter(({ content, direction }) => direction === 'outbound' && textOf(content) === `answer to ${text}`);
}

function textOf(content: Schemas['MessageContent']): unknown {
  return 'text' in content ? content.text : undefined;
}

function wasGivenUp(
  { status, failure }: Schemas['Message'],
  { attempts, entries }: Trace,
  { witness, numberId }: Place & { numberId: string },
): Excuse | null {
  if (status !== 'failed' || failure?.kind !== 'outcome_unknown') return null;
  const doubts = entries.filter(({ step }) => step === 'attempt_in_doubt');
  const areExplained = doubts.every(({ attemptId, at, durationMs = 0 }) => {
    const attempt = attempts.find(({ id }) => id === attemptId);
    const from = Date.parse(attempt?.startedAt ?? at) - TOLERANCE_MS;
    return witness.wasDisturbed(numberId, from, Date.parse(at) + durationMs + TOLERANCE_MS);
  });
  return doubts.length >= 2 && areExplained ? 'in doubt twice' : null;
}

/** As many requests as answers, and one reason for each that came on top. */
function excuseDoubled(answers: readonly Answer[], startedAt: readonly number[], place: Place): Excuse | null {
  const doubt = PROVIDERS.find(({ id }) => id === place.provider)?.capabilities.doubt;
  if (doubt === undefined || doubt === 'idempotent') return null;
  if (answers.length !== 2 || startedAt.length < answers.length) return null;
  const [first, second] = answers.toSorted((a, b) => a.at - b.at);
  if (!first || !second) return null;
  if (place.witness.freezes().some((freeze) => wasFrozenInside(freeze, second, startedAt))) {
    return 'frozen inside a request';
  }
  return doubt === 'echo' && cameLate(first, startedAt, place.witness) ? 'echo later than doubt' : null;
}

/** The request began before the process was stopped, and reached the partner when that went on. */
function wasFrozenInside({ from, to }: Span, late: Answer, startedAt: readonly number[]): boolean {
  const isPastLease = to - from >= LEASE_MS - PROVIDER_TIMEOUT_MS;
  const isFromBefore = startedAt.some((at) => at <= from && at >= from - PROVIDER_TIMEOUT_MS);
  return isPastLease && isFromBefore && late.at >= to && late.at <= to + WAKING_MS;
}

/** The gateway waited for its whole doubt time, and by then had acknowledged no webhook about the first one. */
function cameLate(first: Answer, startedAt: readonly number[], witness: Witness): boolean {
  const made = startedAt.findLast((at) => at <= first.at + TOLERANCE_MS);
  const next = startedAt.find((at) => at > first.at + TOLERANCE_MS);
  if (made === undefined || next === undefined || next - made < DOUBT_MS) return false;
  const echoedAt = witness.echoedAt(first.providerMessageId);
  return echoedAt === undefined || echoedAt > next;
}
