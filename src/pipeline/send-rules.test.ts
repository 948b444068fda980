import { expect, test } from 'vitest';
import { manualClock } from '../../test/support/manual-clock.ts';
import { type ConnectionStop, DEFAULT_RULES } from '../domain/channel.ts';
import type { ConnectionId, SenderId } from '../domain/ids.ts';
import type { ChannelEntry, Directory } from '../services/directory.ts';
import { createBudgets } from './budget.ts';
import { createCircuits } from './circuit.ts';
import { createSendRules } from './send-rules.ts';

const META_LIKE = { perSecond: 80, pairBurst: 45, pairSeconds: 6 };
const CONNECTION = 'con_1' as ConnectionId;

function channel(values: {
  enabled?: boolean;
  pacing?: object | null;
  isConnected?: boolean;
  stopped?: Pick<ConnectionStop, 'until'>;
}): ChannelEntry {
  const { enabled = true, pacing = null, isConnected = true, stopped } = values;
  const active = { connection: { id: CONNECTION, stopped }, definition: { capabilities: { pacing: META_LIKE } } };
  return {
    channel: { id: 'chn_1', enabled, rules: { ...DEFAULT_RULES, pacing } },
    senders: [{ id: 'snd_1' }],
    active: isConnected ? active : null,
    connections: isConnected ? [active] : [],
  } as unknown as ChannelEntry; // The rules use no more of it.
}

function setUp(...first: ChannelEntry[]) {
  const clock = manualClock();
  const now = () => clock.now();
  const circuits = createCircuits<ConnectionId>(now);
  const shown = { channels: first as readonly ChannelEntry[] };
  const directory = { channels: () => shown.channels } as Directory; // Nothing else is asked.
  const rules = createSendRules({ directory, clock, budgets: createBudgets(now, null) }, circuits);
  return { clock, circuit: circuits.of(CONNECTION), rules, shown };
}

test('items 48, 49: a sender has its budget, and a person the provider’s, unless the channel says otherwise', () => {
  expect(setUp(channel({})).rules.all()).toEqual({
    slots: { snd_1: 20 },
    connections: { snd_1: CONNECTION },
    pair: { chn_1: { burst: 45, intervalMs: 6_000 } },
    disabledChannels: [],
  });
  const own = setUp(channel({ pacing: { perSecond: 8, pairBurst: 2 } })).rules.all();
  expect(own).toMatchObject({ slots: { snd_1: 2 }, pair: { chn_1: { burst: 2, intervalMs: 6_000 } } });
});

test('senders without a connection have no rules, and disabled channels are named', () => {
  expect(setUp(channel({ isConnected: false })).rules.all()).toMatchObject({ slots: {}, connections: {} });
  expect(setUp(channel({ enabled: false })).rules.all().disabledChannels).toEqual(['chn_1']);
});

test('while a connection is down nothing goes but one probe when its time has come', async () => {
  const { clock, circuit, rules } = setUp(channel({}));
  for (let failure = 0; failure < 5; failure++) circuit.failed('go');
  expect(rules.all().slots).toEqual({ snd_1: 0 });
  await clock.advance(5_000);
  expect(rules.all().slots).toEqual({ snd_1: 1 });
  circuit.enter();
  expect(rules.all().slots).toEqual({ snd_1: 0 });
  circuit.succeeded();
  expect(rules.all().slots).toEqual({ snd_1: 20 });
});

test('senders of a stopped connection are named until the stop ends', async () => {
  const { clock, rules, shown } = setUp(channel({ stopped: { until: null } }));
  expect(rules.all().stoppedSenders).toEqual(['snd_1']);
  shown.channels = [channel({ stopped: { until: clock.now() + 1_000 } })];
  expect(rules.all().stoppedSenders).toEqual(['snd_1']);
  await clock.advance(1_000);
  expect(rules.all()).not.toHaveProperty('stoppedSenders');
});

test('follows the directory', () => {
  const { rules, shown } = setUp(channel({}));
  rules.all();
  shown.channels = [channel({ enabled: false })];
  expect(rules.all().disabledChannels).toEqual(['chn_1']);
});

test('one sender alone may send what all together say of it', () => {
  const { rules } = setUp(channel({}));
  const { slots, connections, pair } = rules.all();
  expect(rules.one('snd_1' as SenderId)).toEqual({ tokens: slots.snd_1, connections, pair });
  expect(rules.one('snd_2' as SenderId)).toBeNull();
});

test('one sender alone has no rules while anything but its budget holds it', async () => {
  const { clock, circuit, rules, shown } = setUp(channel({}));
  const one = () => rules.one('snd_1' as SenderId);
  for (let failure = 0; failure < 5; failure++) circuit.failed('go');
  expect(one()).toBeNull();
  await clock.advance(5_000);
  expect(one()).toBeNull();
  circuit.succeeded();
  expect(one()).not.toBeNull();
  shown.channels = [channel({ enabled: false })];
  expect(one()).toBeNull();
  shown.channels = [channel({ isConnected: false })];
  expect(one()).toBeNull();
});
