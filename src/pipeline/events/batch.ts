import {
  type ClaimedWebhook,
  type Delivery,
  type DeliveryStep,
  type EventPlace,
  type EventSlice,
  eventId,
  type LoggedEvent,
} from '../../store/events.ts';
import { type Answer, type DeliveryTarget, deliver, type Postman } from './deliver.ts';
import { backoffMs, FAILING_MAX_MS, judge } from './verdict.ts';

/** Requests to one client at once; events of one conversation always follow one another. */
const AT_ONCE = 8;
/** Later ones are left to the next claim, so that the lease outlives the last request. */
const BEGIN_WITHIN_MS = 15_000;

/** What a client gets. */
export type RenderEvent = (event: LoggedEvent) => Promise<Record<string, unknown>>;

export interface BatchParts extends Postman {
  render: RenderEvent;
  isStopped(): boolean;
}

interface Batch {
  claimed: ClaimedWebhook;
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
  const batch: Batch = { claimed, target, startedAt: parts.clock.now(), deliveries: [], isGone: false };
  const waiting = slice.events.filter((event) => !isDone(claimed, event));
  const lines = [...Map.groupBy(waiting, (event) => event.conversationId ?? event.subject).values()];
  const work = async () => {
    for (let line = lines.shift(); line !== undefined; line = lines.shift()) await deliverLine(parts, batch, line);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, lines.length) }, work));
  return stepOf(batch, slice, parts.clock.now());
}

async function deliverLine(parts: BatchParts, batch: Batch, line: readonly LoggedEvent[]): Promise<void> {
  for (const event of line) {
    const isLate = parts.clock.now() - batch.startedAt > BEGIN_WITHIN_MS;
    if (isLate || batch.isGone || parts.isStopped()) return;
    const body = JSON.stringify(await parts.render(event));
    const answer = await deliver(parts, batch.target, { id: eventId(event), body });
    const tries = (triedOf(batch.claimed, event)?.tries ?? 0) + 1;
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
  const retried = deliveries.filter(({ state }) => state === 'retrying');
  const isFailing = retried.length > 0 && !deliveries.some(({ state }) => state === 'delivered');
  const failingSince = isFailing ? (claimed.webhook.failingSince ?? now) : null;
  return {
    webhookId: claimed.webhook.id,
    token: claimed.token,
    place: placeAfter(batch, slice),
    deliveries,
    dueAt: retried.length === 0 ? 0 : now + backoffMs(Math.min(...retried.map(({ tries }) => tries))),
    failingSince,
    stop: stopOf(batch, failingSince, now),
  };
}

function stopOf({ isGone }: Batch, failingSince: number | null, now: number): DeliveryStep['stop'] {
  if (isGone) return { reason: 'gone', message: 'The client answered 410: it wants no more events.', at: now };
  if (failingSince === null || now - failingSince < FAILING_MAX_MS) return null;
  return { reason: 'failing', message: 'The client took no event for three days.', at: now };
}

/** Behind the last event before which nothing is left to do. */
function placeAfter({ claimed, deliveries }: Batch, slice: EventSlice): EventPlace {
  const done = new Set(deliveries.filter(({ state }) => state !== 'retrying').map(eventId));
  const open = slice.events.findIndex((event) => !done.has(eventId(event)) && !isDone(claimed, event));
  if (open === -1) return slice.place;
  const last = slice.events[open - 1];
  return last === undefined ? claimed.place : { tx: last.tx, seq: last.seq };
}

function isDone(claimed: ClaimedWebhook, event: EventPlace): boolean {
  const state = triedOf(claimed, event)?.state;
  return state === 'delivered' || state === 'given_up';
}

function triedOf({ tried }: ClaimedWebhook, { tx, seq }: EventPlace) {
  return tried.find((one) => one.tx === tx && one.seq === seq);
}
