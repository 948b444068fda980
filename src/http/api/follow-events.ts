import type { ServerResponse } from 'node:http';
import { type EventFilter, type EventPlace, eventId, type LoggedEvent } from '../../store/events.ts';
import type { ApiParts } from './parts.ts';

/** Proxies close connections on which nothing moves, often after 60 s. Also how late a lost hint is noticed. */
const HEARTBEAT_MS = 15_000;
/** Events are written for a listener that left, so that it can come back. */
const LISTENING_MS = 3 * 24 * 3_600_000;
const RENEW_EVERY_MS = 3_600_000;
/** Another transaction must end before an event can be told. */
const UNSETTLED_MS = 50;
const BATCH = 100;
/** What a reader that does not keep up may leave unread before it is sent away; it comes back with the last id. */
const MAX_UNREAD_BYTES = 1_000_000;

type Parts = Pick<ApiParts, 'events' | 'renderEvent' | 'clock'>;

export interface Following {
  /** Null: from now on. */
  from: EventPlace | null;
  filter: EventFilter;
  listenerId: string;
}

/** Where following begins, from when on events are written for this listener. */
export interface Begun extends Omit<Following, 'from'> {
  place: EventPlace;
  listeningUntil: number;
}

export async function beginFollowing({ events, clock }: Parts, { from, ...following }: Following): Promise<Begun> {
  const listeningUntil = clock.now() + LISTENING_MS;
  await events.listen(following.listenerId, listeningUntil);
  const latest = await events.latest();
  return { ...following, listeningUntil, place: from === null || isBehind(from, latest) ? latest : from };
}

/** A place that the log has not reached is of another log (a database that was restored or moved): nothing would ever lie behind it. */
function isBehind(place: EventPlace, latest: EventPlace): boolean {
  return place.tx > latest.tx || (place.tx === latest.tx && place.seq > latest.seq);
}

/** Writes events to an open response until it closes. If the log cannot be read the response breaks off: its reader comes back with the last id. */
export async function followEvents(parts: Parts, response: ServerResponse, begun: Begun): Promise<void> {
  try {
    await follow(parts, response, begun);
  } finally {
    if (!response.writableEnded) response.destroy();
  }
}

async function follow(parts: Parts, response: ServerResponse, begun: Begun): Promise<void> {
  const { events, clock } = parts;
  let { place, listeningUntil } = begun;
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  // The first id lets a reader resume that has seen no event yet.
  response.write(`id: ${eventId(place)}\nevent: open\ndata: {}\n\n`);
  const wakeUp = createWakeUp(parts);
  response.once('close', wakeUp.close);
  while (!response.closed && !response.writableEnded) {
    const slice = await events.read({ after: place, limit: BATCH, filter: begun.filter });
    if (slice.gap) response.write('event: gap\ndata: {}\n\n');
    for (const event of slice.events) await writeEvent(parts, response, event);
    place = slice.place;
    if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
    const waitMs = slice.unsettled ? UNSETTLED_MS : HEARTBEAT_MS;
    if (!slice.more && (await wakeUp.wait(waitMs)) === 'heartbeat') response.write(': still here\n\n');
    if (listeningUntil - clock.now() < LISTENING_MS - RENEW_EVERY_MS) {
      listeningUntil = clock.now() + LISTENING_MS;
      await events.listen(begun.listenerId, listeningUntil);
    }
  }
}

async function writeEvent({ renderEvent }: Parts, response: ServerResponse, event: LoggedEvent): Promise<void> {
  const body = JSON.stringify(await renderEvent(event));
  response.write(`id: ${eventId(event)}\nevent: ${event.type}\ndata: ${body}\n\n`);
}

/** Wakes the reader when the log has grown, when it is time for a heartbeat, and once it is closed. */
function createWakeUp({ events, clock }: Parts) {
  let isDue = false;
  let isClosed = false;
  let wake = () => {};
  const unsubscribe = events.onEvent(() => {
    isDue = true;
    wake();
  });
  return {
    async wait(ms: number): Promise<'event' | 'heartbeat' | 'again' | 'closed'> {
      if (!isDue && !isClosed) {
        await new Promise<void>((resolve) => {
          const cancel = clock.setTimer(ms, resolve);
          wake = () => {
            cancel();
            resolve();
          };
        });
      }
      if (isClosed) return 'closed';
      const outcome = isDue ? 'event' : ms === HEARTBEAT_MS ? 'heartbeat' : 'again';
      isDue = false;
      return outcome;
    },
    close(): void {
      isClosed = true;
      unsubscribe();
      wake();
    },
  };
}
