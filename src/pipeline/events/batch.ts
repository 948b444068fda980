import {
  type ClaimedWebhook,
  type Delivery,
  type DeliveryStep,
  type EventPlace,
  type EventSlice,
  eventId,
  type LoggedEvent,
  type TriedEvent,
} from '../../store/events.ts';
import { type Answer, type DeliveryTarget, deliver, type PostingMeans } from './deliver.ts';
import { backoffMs, FAILING_MAX_MS, judge } from './verdict.ts';

/** Requests to one client at once; events of one conversation always follow one another. */
const AT_ONCE = 8;
/** Later ones are left to the next claim, so that the lease outlives the last request. */
const BEGIN_WITHIN_MS = 15_000;
/** A client that refuses one event and takes others hears of those that come meanwhile this late at most. */
const LOOK_AGAIN_MS = 5_000;

/** What a client gets. */
export type RenderEvent = (event: LoggedEvent) => Promise<Record<string, unknown>>;

export interface BatchParts extends PostingMeans {
  render: RenderEvent;
  isStopped(): boolean;
}

interface Batch {
  claimed: ClaimedWebhook;
  tried: ReadonlyMap<string, TriedEvent>;
  target: DeliveryTarget;
  startedAt: number;
  deliveries: Delivery[];
  isGone: boolean;
}

/** Tells one client of the next events, in order within each conversation, and says what came of it. */
export async function deliverBatch(
  parts: BatchParts,
  claimed: ClaimedWebhook,
  { slice, target }: { slice: EventSlice; target: DeliveryTarget },
): Promise<DeliveryStep> {
  const startedAt = parts.clock.now();
  const batch: Batch = { claimed, tried: triesOf(claimed), target, startedAt, deliveries: [], isGone: false };
  const lines = readyLines(claimed, slice.events, startedAt);
  const work = async () => {
    for (let line = lines.shift(); line !== undefined; line = lines.shift()) await deliverLine(parts, batch, line);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, lines.length) }, work));
  return stepOf(batch, slice, parts.clock.now());
}

/** What may be told now, conversation by conversation: one whose next event was refused waits until that is due again. */
export function readyLines(claimed: ClaimedWebhook, events: readonly LoggedEvent[], now: number): LoggedEvent[][] {
  const tried = triesOf(claimed);
  const open = events.filter((event) => !isDone(tried.get(eventId(event))));
  const lines = [...Map.groupBy(open, (event) => event.conversationId ?? event.subject).values()];
  return lines.filter(([first]) => first !== undefined && retryAt(tried.get(eventId(first))) <= now);
}

async function deliverLine(parts: BatchParts, batch: Batch, line: readonly LoggedEvent[]): Promise<void> {
  for (const event of line) {
    const isLate = parts.clock.now() - batch.startedAt > BEGIN_WITHIN_MS;
    if (isLate || batch.isGone || parts.isStopped()) return;
    const body = JSON.stringify(await parts.render(event));
    const answer = await deliver(parts, batch.target, { id: eventId(event), body });
    const tries = (batch.tried.get(eventId(event))?.tries ?? 0) + 1;
    const verdict = judge(answer, tries);
    batch.isGone ||= verdict === 'gone';
    const state = verdict === 'gone' ? 'given_up' : verdict;
    batch.deliveries.push(deliveryOf(event, answer, { state, tries, at: parts.clock.now() }));
    if (state === 'retrying') return;
  }
}

function deliveryOf(event: LoggedEvent, answer: Answer, more: Pick<Delivery, 'state' | 'tries' | 'at'>): Delivery {
  const { tx, seq, type, subject } = event;
  return { tx, seq, type, subject, ...answer, ...more };
}

function stepOf(batch: Batch, slice: EventSlice, now: number): DeliveryStep {
  const { claimed, deliveries } = batch;
  const failingSince = failingAfter(batch, now);
  return {
    webhookId: claimed.webhook.id,
    token: claimed.token,
    place: placeAfter(batch, slice),
    deliveries,
    dueAt: dueAfter(batch, slice, now),
    failingSince,
    stop: stopOf(batch, failingSince, now),
  };
}

/** Nothing tried, nothing learnt. */
function failingAfter({ claimed, deliveries }: Batch, now: number): number | null {
  const known = claimed.webhook.failingSince;
  if (deliveries.length === 0) return known;
  return deliveries.every(({ state }) => state === 'retrying') ? (known ?? now) : null;
}

/** 0: at once, if there is anything. Otherwise when the next refused event is due again, or soon, where others were taken meanwhile. */
function dueAfter({ tried, deliveries }: Batch, slice: EventSlice, now: number): number {
  const latest = new Map([...tried, ...deliveries.map((one) => [eventId(one), one] as const)]);
  const times = [...latest.values()].filter(({ state }) => state === 'retrying').map(retryAt);
  if (times.length === 0) return 0;
  if (slice.more && deliveries.some(({ state }) => state === 'delivered')) return 0;
  const areOthersTaken = [...latest.values()].some(({ state }) => state === 'delivered');
  return Math.min(...times, areOthersTaken ? now + LOOK_AGAIN_MS : Number.POSITIVE_INFINITY);
}

function retryAt(one: Pick<TriedEvent, 'at' | 'tries'> | undefined): number {
  return one === undefined ? 0 : one.at + backoffMs(one.tries);
}

function stopOf({ isGone }: Batch, failingSince: number | null, now: number): DeliveryStep['stop'] {
  if (isGone) return { reason: 'gone', message: 'The client answered 410: it wants no more events.', at: now };
  if (failingSince === null || now - failingSince < FAILING_MAX_MS) return null;
  return { reason: 'failing', message: 'The client took no event for three days.', at: now };
}

/** Behind the last event before which nothing is left to do. */
function placeAfter({ claimed, tried, deliveries }: Batch, slice: EventSlice): EventPlace {
  const done = new Set(deliveries.filter(({ state }) => state !== 'retrying').map(eventId));
  const open = slice.events.findIndex((event) => !done.has(eventId(event)) && !isDone(tried.get(eventId(event))));
  if (open === -1) return slice.place;
  const last = slice.events[open - 1];
  return last === undefined ? claimed.place : { tx: last.tx, seq: last.seq };
}

function isDone(one: TriedEvent | undefined): boolean {
  return one?.state === 'delivered' || one?.state === 'given_up';
}

function triesOf({ tried }: ClaimedWebhook): ReadonlyMap<string, TriedEvent> {
  return new Map(tried.map((one) => [eventId(one), one]));
}
