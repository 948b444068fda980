import { expect, test } from 'vitest';
import { manualClock } from '../../../test/support/manual-clock.ts';
import { DEFAULT_RULES } from '../../domain/channel.ts';
import type { SenderId } from '../../domain/ids.ts';
import type { ChannelEntry, Directory } from '../../services/directory.ts';
import { createBudgets } from '../budget.ts';
import { createBulkPace } from './bulk-pace.ts';

const SENDER = 'snd_1' as SenderId;

interface Given {
  enabled?: boolean;
  proactive?: boolean;
  perSecond?: number;
  isConnected?: boolean;
  stopped?: { until: number | null };
  hasStandby?: boolean;
}

function setUp({
  enabled = true,
  proactive = true,
  perSecond = 80,
  isConnected = true,
  stopped,
  hasStandby = false,
}: Given) {
  const clock = manualClock();
  const active = {
    connection: { id: 'con_1', ...(stopped && { stopped: { ...stopped, reason: 'restricted', message: '', at: 0 } }) },
    definition: { capabilities: { pacing: { perSecond: 80, pairBurst: null, pairSeconds: null } } },
  };
  const standby = { connection: { id: 'con_2', state: 'standby', createdAt: 1 }, definition: { senderFields: [] } };
  const entry = {
    channel: { id: 'chn_1', enabled, rules: { ...DEFAULT_RULES, proactive, pacing: { perSecond } } },
    senders: [{ id: SENDER }],
    active: isConnected ? active : null,
    connections: [...(isConnected ? [active] : []), ...(hasStandby ? [standby] : [])],
  } as unknown as ChannelEntry; // The pace looks at no more of it.
  const directory = { channels: () => [entry] } as unknown as Directory; // Nothing else is asked.
  const budgets = createBudgets(() => clock.now(), null);
  return { clock, budgets, pace: createBulkPace({ directory, budgets, clock }) };
}

test('bulk sends have four fifths of the rate, a tenth of a second’s worth at a time', () => {
  expect(setUp({}).pace()).toEqual([{ senderId: SENDER, perSecond: 64, chunk: 6 }]);
});

test.each([
  [1, 1],
  [5, 1],
  [1_000, 8],
])('at %d a second a chunk is %d', (perSecond, chunk) => {
  expect(setUp({ perSecond }).pace()).toMatchObject([{ chunk }]);
});

test('a quarter of what the sender has saved up stays for live messages', () => {
  const { budgets, pace } = setUp({});
  pace();
  budgets.spend(SENDER, 13);
  expect(pace()).toMatchObject([{ chunk: 2 }]);
  budgets.spend(SENDER, 3);
  expect(pace()).toMatchObject([{ chunk: 0 }]);
});

test('nobody is addressed while the provider throttles the sender', async () => {
  const { clock, budgets, pace } = setUp({});
  pace();
  budgets.suspend(SENDER, clock.now() + 5_000);
  expect(pace()).toMatchObject([{ chunk: 0 }]);
  await clock.advance(5_000);
  expect(pace()).toMatchObject([{ chunk: 6 }]);
});

test.each<[string, Given]>([
  ['a disabled channel', { enabled: false }],
  ['a channel that sends answers only', { proactive: false }],
  ['a channel without a connection', { isConnected: false }],
  ['a stopped connection', { stopped: { until: null } }],
])('senders of %s wait', (_what, given) => {
  expect(setUp(given).pace()).toEqual([]);
});

test('a stopped connection keeps nobody waiting while another one stands by', () => {
  expect(setUp({ stopped: { until: null }, hasStandby: true }).pace()).toMatchObject([{ senderId: SENDER }]);
});
