import { isStopped, type Sender } from '../domain/channel.ts';
import type { ConnectionId, SenderId } from '../domain/ids.ts';
import type { ChannelEntry, ConnectionEntry } from '../services/directory.ts';
import type { Circuits } from './circuit.ts';

/** By which connection a sender's messages leave now. */
export interface Route {
  entry: ConnectionEntry;
  /** `probe`: one message, which shows whether it is well again. `none`: nothing for now. */
  pass: 'all' | 'probe' | 'none';
  /** Nothing may be sent over any of the sender's connections. */
  isStopped: boolean;
}

/** Twice the time to the first probe: a short disturbance stays with the active connection. */
export const TAKEOVER_AFTER_MS = 10_000;

/**
 * The connections that can carry a sender's messages, in the order in which they are wanted: the active one, then those that stand by, the
 * oldest first, if the sender has the fields that their providers need. Empty without an active connection.
 */
export function candidatesOf({ active, connections }: ChannelEntry, sender: Sender): readonly ConnectionEntry[] {
  if (!active) return [];
  const standby = connections.filter(
    ({ connection, definition }) => connection.state === 'standby' && hasFields(definition.senderFields, sender),
  );
  return [active, ...standby.toSorted((a, b) => a.connection.createdAt - b.connection.createdAt)];
}

function hasFields(fields: ConnectionEntry['definition']['senderFields'], sender: Sender): boolean {
  return fields.every(({ name, required }) => !required || Boolean(sender.fields[name]));
}

/**
 * The first candidate that is well. One that is not well is passed over after ten seconds, or at once if it is stopped; but when its probe is
 * due, the next message goes over it. Probes are messages, because only they show that messages go through; the next one is not before five
 * to sixty seconds later.
 *
 * @param candidates at least one, the active connection first
 */
export function chooseRoute(
  candidates: readonly ConnectionEntry[],
  circuits: Pick<Circuits<ConnectionId>, 'of'>,
  now: number,
): Route {
  const [wanted] = candidates;
  // Nearly always, and asked of every sender before every claim.
  if (wanted && !isStopped(wanted.connection, now) && !circuits.of(wanted.connection.id).isOpen()) {
    return { entry: wanted, pass: 'all', isStopped: false };
  }
  const open = candidates.filter(({ connection }) => !isStopped(connection, now));
  const [first = firstOf(candidates)] = open;
  for (const entry of open.length > 0 ? open : [first]) {
    const circuit = circuits.of(entry.connection.id);
    const route = { entry, isStopped: open.length === 0 };
    if (!circuit.isOpen()) return { ...route, pass: 'all' };
    const probeAt = circuit.retryAt();
    if (probeAt !== null && probeAt <= now) return { ...route, pass: 'probe' };
    if (now < (circuit.openSince() ?? now) + TAKEOVER_AFTER_MS) return { ...route, pass: 'none' };
  }
  return { entry: first, pass: 'none', isStopped: open.length === 0 };
}

/** As `chooseRoute`, for what must not be risked on a probe while another connection is well. */
export function chooseSafeRoute(
  candidates: readonly ConnectionEntry[],
  circuits: Pick<Circuits<ConnectionId>, 'of'>,
  now: number,
): Route {
  const route = chooseRoute(candidates, circuits, now);
  if (route.pass !== 'probe') return route;
  const openSince = circuits.of(route.entry.connection.id).openSince() ?? now;
  if (now < openSince + TAKEOVER_AFTER_MS) return route;
  const rest = candidates.slice(candidates.indexOf(route.entry) + 1);
  const other = rest.length > 0 ? chooseRoute(rest, circuits, now) : route;
  return other.pass === 'all' && !other.isStopped ? other : route;
}

/** For a message of which an attempt is to begin, or that is held: the safe route of its sender; undefined: there is none. */
export function routeOf(
  { channel, senderId }: { channel: ChannelEntry; senderId: SenderId },
  circuits: Pick<Circuits<ConnectionId>, 'of'>,
  now: number,
): Route | undefined {
  const sender = channel.senders.find(({ id }) => id === senderId);
  const candidates = sender ? candidatesOf(channel, sender) : [];
  return candidates.length === 0 ? undefined : chooseSafeRoute(candidates, circuits, now);
}

function firstOf(candidates: readonly ConnectionEntry[]): ConnectionEntry {
  const [first] = candidates;
  if (!first) throw new Error('a sender without a connection has no route');
  return first;
}
