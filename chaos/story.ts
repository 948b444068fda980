import type { Schemas } from '@chasqui/client';
import type { Excuse, Place } from './excuse.ts';
import type { Note } from './journal.ts';
import { type Complaint, describeComplaint } from './judge.ts';
import type { Answer } from './people.ts';
import { readDeadLetters, readRecords, type Trace } from './record.ts';

/** Everything that is known about one complaint, as lines of text. */
export interface Story {
  /** Null: a fault. */
  excuse: Excuse | null;
  title: string;
  /** What everybody saw, in order of time. */
  lines: string[];
}

const BEFORE_MS = 1_000;
const AFTER_MS = 1_000;

/** One timeline of the gateway's record and of what people, bot, partners and disasters did in the meantime. */
export async function tellStory(complaint: Complaint, excuse: Excuse | null, place: Place): Promise<Story> {
  const title = `${excuse ?? 'FAULT'}: ${describeComplaint(complaint)}`;
  const texts = textsOf(complaint);
  const lines: string[] = [];
  for (const text of texts) {
    const records = await readRecords(place.api, { channelId: place.channelId, chat: complaint.chat, text });
    const dead = await readDeadLetters(place.api, text);
    lines.push(`"${text}"`, ...tellText(text, records, { place, complaint }), ...dead.map(tellDeadLetter));
  }
  return { excuse, title, lines };
}

function textsOf(complaint: Complaint): readonly string[] {
  switch (complaint.kind) {
    case 'lost':
    case 'doubled':
      return [complaint.text];
    case 'misdelivered':
      return [complaint.answer.text];
    case 'disordered':
      return complaint.texts.slice(0, 5);
  }
}

function tellText(
  text: string,
  records: readonly Trace[],
  { place, complaint }: { place: Place; complaint: Complaint },
): string[] {
  const own = place.journal.read([text], 0, Number.POSITIVE_INFINITY);
  const { numberId, answers } = complaint.chat;
  const echoes = answers.filter((answer) => answer.text === text).flatMap((answer) => tellEcho(answer, place));
  const recorded = [...records.flatMap(tellRecord), ...echoes];
  const times = [...own, ...recorded].map(({ at }) => at);
  const around = place.journal.read(
    [null, text, numberId],
    Math.min(...times) - BEFORE_MS,
    Math.max(...times) + AFTER_MS,
  );
  return [...around, ...recorded]
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, what }) => `  ${new Date(at).toISOString()} ${what}`);
}

function tellEcho({ providerMessageId }: Answer, { witness }: Place): Note[] {
  const { acknowledgedAt, refusedAt, unheardAt } = witness.echoOf(providerMessageId);
  const about = `a webhook about ${providerMessageId}`;
  return [
    ...refusedAt.map((at) => ({ at, what: `partner: the gateway refuses ${about}` })),
    ...unheardAt.map((at) => ({ at, what: `partner: nobody answers ${about}` })),
    ...(acknowledgedAt === undefined ? [] : [{ at: acknowledgedAt, what: `partner: the gateway takes ${about}` }]),
  ];
}

function tellDeadLetter({ at, reason, message }: Schemas['DeadLetter']): string {
  return `  ${at} gateway: dead letter ${reason}: ${message}`;
}

function tellRecord({ message, entries, attempts, statuses }: Trace): Note[] {
  const numbers = new Map(attempts.map(({ id, number }) => [id, number]));
  const steps = entries.map(({ at, step, attemptId = '', durationMs, detail }) => {
    const attempt = numbers.has(attemptId) ? ` of attempt ${numbers.get(attemptId)}` : '';
    const took = durationMs === undefined ? '' : `, ${durationMs} ms`;
    const failure = detail?.failure === undefined ? '' : ` ${JSON.stringify(detail.failure)}`;
    return { at: Date.parse(at), what: `gateway: ${message.id} ${step}${attempt}${took}${failure}` };
  });
  const begun = attempts.map(({ id, number, startedAt, outcome, providerMessageId }) => ({
    at: Date.parse(startedAt),
    what: `gateway: ${message.id} attempt ${number} (${id}) begins; it ends as ${outcome} ${providerMessageId ?? ''}`,
  }));
  const reported = statuses.map((status) => ({
    at: Date.parse(status.at),
    what: `gateway: ${message.id} status ${JSON.stringify(status)}`,
  }));
  const kept = {
    at: Date.parse(message.at),
    what: `gateway: ${message.direction} ${message.id}, now ${message.status}`,
  };
  return [kept, ...begun, ...steps, ...reported];
}
