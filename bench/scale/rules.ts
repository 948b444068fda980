import type { Clock } from '../../src/host/clock.ts';
import { createBudgets } from '../../src/pipeline/budget.ts';
import { createCircuits } from '../../src/pipeline/circuit.ts';
import { createSendRules } from '../../src/pipeline/send-rules.ts';
import type { ChannelEntry, Directory } from '../../src/services/directory.ts';

const REPEATS = 50;

/** Microseconds of the main thread before each claim of messages to send, with so many senders set up, busy or not. */
export function measureSendRules(senders: number): number {
  const channels = Array.from({ length: senders }, (_, index) => channel(index));
  // The rules ask nothing else of both.
  const directory = { channels: () => channels } as unknown as Directory;
  const clock = { now: () => Date.now() } as Clock;
  const rules = createSendRules({ directory, clock, budgets: createBudgets(Date.now, null) }, createCircuits(Date.now));
  for (let warm = 0; warm < REPEATS; warm += 1) rules.all();
  const before = process.cpuUsage();
  for (let repeat = 0; repeat < REPEATS; repeat += 1) rules.all();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / REPEATS;
}

function channel(index: number): ChannelEntry {
  const pacing = { perSecond: 80, pairBurst: 45, pairSeconds: 6 };
  const active = { connection: { id: `con_${index}` }, definition: { capabilities: { pacing } } };
  return {
    channel: { id: `chn_${index}`, enabled: true, rules: { pacing: null } },
    senders: [{ id: `snd_${index}` }],
    active,
    connections: [active],
  } as unknown as ChannelEntry; // The rules use no more of it.
}
