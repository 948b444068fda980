import { expect, test } from 'vitest';
import { manualClock } from '../../test/support/manual-clock.ts';
import type { ChannelId, ConnectionId } from '../domain/ids.ts';
import type { ChannelEntry, Directory } from '../services/directory.ts';
import { createStandIns } from '../services/stand-ins.ts';
import { createCircuits } from './circuit.ts';
import { createTakeoverWatch } from './takeover-watch.ts';

const CHANNEL = 'chn_1' as ChannelId;

function setUp({ stopped = false } = {}) {
  const clock = manualClock();
  const told: unknown[] = [];
  const definition = { senderFields: [] };
  const active = { connection: { id: 'one', state: 'active', stopped: stopped ? { until: null } : null }, definition };
  const standby = { connection: { id: 'two', state: 'standby', createdAt: 0 }, definition };
  const channel = { channel: { id: CHANNEL }, senders: [{ id: 'snd' }], active, connections: [active, standby] };
  const channels = [channel as unknown as ChannelEntry]; // No more of it is asked for.
  const standIns = createStandIns({
    registry: {
      tellStandIn: async ({ connectionId, standIn }) => void told.push([connectionId, standIn?.reason ?? null]),
    },
    now: () => clock.now(),
    onChange() {},
    onError: (error) => told.push(error),
  });
  const circuits = createCircuits<ConnectionId>(() => clock.now());
  const directory = { channels: () => channels } as unknown as Directory;
  const watch = createTakeoverWatch({ directory, clock, standIns }, circuits);
  const [circuit, second] = [circuits.of('one' as ConnectionId), circuits.of('two' as ConnectionId)];
  return { clock, told, watch, standIns, circuit, second };
}

test('a takeover and its end are told once each', async () => {
  const { clock, told, watch, standIns, circuit } = setUp();
  watch();
  expect(standIns.of(CHANNEL)).toBeNull();
  for (let failure = 0; failure < 5; failure++) circuit.failed('go');
  await clock.advance(10_000);
  watch();
  watch();
  const since = clock.now();
  expect(standIns.of(CHANNEL)).toEqual({ connectionId: 'two', insteadOf: 'one', reason: 'unavailable', since });
  circuit.enter();
  circuit.succeeded();
  watch();
  expect(standIns.of(CHANNEL)).toBeNull();
  expect(told).toEqual([
    ['two', 'unavailable'],
    ['one', null],
  ]);
});

test('trouble of the one that stands in gives nothing back', async () => {
  const { clock, told, watch, circuit, second } = setUp();
  for (let failure = 0; failure < 5; failure++) circuit.failed('go');
  await clock.advance(10_000);
  watch();
  for (let failure = 0; failure < 5; failure++) second.failed('go');
  watch();
  await clock.advance(10_000);
  watch();
  expect(told).toEqual([['two', 'unavailable']]);
  circuit.enter();
  circuit.succeeded();
  watch();
  expect(told.at(-1)).toEqual(['one', null]);
});

test('a stop is told as the reason', () => {
  const { told, watch } = setUp({ stopped: true });
  watch();
  expect(told).toEqual([['two', 'stopped']]);
});
