import type { ShiftableClock } from '../../src/host/shiftable-clock.ts';
import { type Api, ok, type Schemas } from './api.ts';
import type { Eventually } from './eventually.ts';

type Lane = Schemas['Conversation']['waiting'][number];

interface Means {
  api: Api;
  clock: ShiftableClock;
  eventually: Eventually;
  /** Whether all webhooks so far are acknowledged. */
  isHeard(): boolean;
}

/** The gateway takes a clock that jumps further for a process that was frozen. */
const LONGEST_STEP_MS = 3_000;

/** Turns the clock by `ms` in steps that end where a lane falls due, so that nothing in hand is overtaken by its time-out. */
export async function passTime(ms: number, { api, clock, eventually, isHeard }: Means): Promise<void> {
  const until = clock.now() + ms;
  const lanes = async () => {
    const { items } = await ok(api.GET('/api/v1/conversations', { params: { query: { limit: 100 } } }));
    return items.flatMap(({ waiting }) => waiting);
  };
  for (;;) {
    const waiting = await eventually(
      'all lanes to be at rest',
      async () => (isHeard() ? restingOrNothing(await lanes(), clock) : undefined),
      lanes,
    );
    const nextDueAt = Math.min(...waiting.map(({ dueAt }) => Date.parse(dueAt)));
    if (nextDueAt > until) break;
    await walk(clock, nextDueAt);
  }
  await walk(clock, until);
}

/** Whatever falls due on the way runs when it is due. */
async function walk(clock: ShiftableClock, until: number): Promise<void> {
  while (clock.now() < until) {
    clock.shift(Math.min(LONGEST_STEP_MS, until - clock.now()));
    await new Promise<void>((resolve) => clock.setTimer(0, resolve));
  }
}

/** A lane in somebody's hand waits for nothing. */
function restingOrNothing(lanes: Lane[], clock: ShiftableClock): Lane[] | undefined {
  const rest = ({ waitsFor, dueAt }: Lane) => waitsFor !== null && Date.parse(dueAt) > clock.now();
  return lanes.every(rest) ? lanes : undefined;
}
