import { expect, test } from 'vitest';
import { manualClock } from '../../test/support/manual-clock.ts';
import type { ConnectionStop, Sender } from '../domain/channel.ts';
import type { ConnectionId } from '../domain/ids.ts';
import type { ChannelEntry, ConnectionEntry } from '../services/directory.ts';
import { createCircuits } from './circuit.ts';
import { candidatesOf, chooseRoute, chooseSafeRoute } from './send-route.ts';

function entry(id: string, values: { state?: string; createdAt?: number; needs?: string; stopped?: boolean } = {}) {
  const { state = 'standby', createdAt = 0, needs, stopped } = values;
  const stop: Pick<ConnectionStop, 'until'> | undefined = stopped ? { until: null } : undefined;
  const senderFields = needs === undefined ? [] : [{ name: needs, required: true }];
  const made = { connection: { id, state, createdAt, stopped: stop }, definition: { senderFields } };
  return made as unknown as ConnectionEntry; // Routes ask for no more of it.
}

function setUp(...candidates: ConnectionEntry[]) {
  const clock = manualClock();
  const circuits = createCircuits<ConnectionId>(() => clock.now());
  const of = (id: string) => circuits.of(id as ConnectionId);
  const shown = ({ entry, pass, isStopped }: ReturnType<typeof chooseRoute>) =>
    [entry.connection.id, pass, ...(isStopped ? ['stopped'] : [])].join(' ');
  return {
    clock,
    of,
    breakOff(id: string) {
      for (let failure = 0; failure < 5; failure++) of(id).failed('go');
    },
    route: () => shown(chooseRoute(candidates, circuits, clock.now())),
    safeRoute: () => shown(chooseSafeRoute(candidates, circuits, clock.now())),
  };
}

const ACTIVE = entry('active', { state: 'active' });
const STOPPED = entry('active', { state: 'active', stopped: true });

test('the active connection comes first, then those that stand by and whose fields the sender has, the oldest first', () => {
  const [young, old] = [entry('young', { createdAt: 2, needs: 'lineId' }), entry('old', { createdAt: 1 })];
  const others = [entry('draining', { state: 'draining' }), entry('other', { needs: 'accountId' })];
  const channel = { active: ACTIVE, connections: [...others, young, ACTIVE, old] } as unknown as ChannelEntry;
  const sender = { fields: { lineId: '7', accountId: '' } } as unknown as Sender;
  expect(candidatesOf(channel, sender)).toEqual([ACTIVE, old, young]);
  expect(candidatesOf({ ...channel, active: null }, sender)).toEqual([]);
});

test('a connection that stands by takes over once the active one was down for ten seconds', async () => {
  const { clock, breakOff, of, route } = setUp(ACTIVE, entry('standby'));
  expect(route()).toBe('active all');
  breakOff('active');
  expect(route()).toBe('active none');
  await clock.advance(5_000);
  expect(route()).toBe('active probe');
  of('active').enter();
  expect(route()).toBe('active none');
  await clock.advance(5_000);
  expect(route()).toBe('standby all');
});

test('one message at a time probes the active connection while another sends, and its success gives back', async () => {
  const { clock, breakOff, of, route, safeRoute } = setUp(ACTIVE, entry('standby'));
  breakOff('active');
  await clock.advance(10_000);
  expect(route()).toBe('active probe');
  expect(safeRoute()).toBe('standby all');
  expect(of('active').enter()).toEqual({ pass: 'probe' });
  expect(route()).toBe('standby all');
  of('active').failed('probe');
  expect(route()).toBe('standby all');
  await clock.advance(10_000);
  expect(route()).toBe('active probe');
  of('active').enter();
  of('active').succeeded();
  expect(route()).toBe('active all');
});

test('a stopped connection is passed over at once and never probed', async () => {
  const { clock, route } = setUp(STOPPED, entry('standby'));
  expect(route()).toBe('standby all');
  await clock.advance(120_000);
  expect(route()).toBe('standby all');
});

test('when all are in trouble, whichever may be probed is', async () => {
  const { clock, breakOff, of, route, safeRoute } = setUp(ACTIVE, entry('standby'));
  breakOff('active');
  breakOff('standby');
  await clock.advance(10_000);
  of('active').enter();
  expect(route()).toBe('standby probe');
  of('standby').enter();
  expect(route()).toBe('active none');
  of('active').abandoned('probe');
  expect(safeRoute()).toBe('active probe');
});

test('nothing goes while all are stopped', () => {
  expect(setUp(STOPPED, entry('standby', { stopped: true })).route()).toBe('active all stopped');
});
