import { seededRandom } from './random.ts';

/** What goes wrong at the gateway or its database; times in ms. `which` picks among nodes or partners. */
export type Disaster =
  | { kind: 'kill'; which: number }
  /** SIGSTOP past the lease, then SIGCONT. */
  | { kind: 'freeze'; which: number; ms: number }
  | { kind: 'database_kill' }
  | { kind: 'database_cut'; ms: number }
  | { kind: 'database_stall'; ms: number }
  | { kind: 'partner_cut'; which: number; ms: number };

/** As the simulators know it, without the number. */
export type OrderedFault =
  | { kind: 'webhook_duplicate' | 'webhook_disorder' | 'drop' | 'drop_before' }
  | { kind: 'webhook_delay' | 'delay'; delayMs: number }
  | { kind: 'error'; status: number; processed?: boolean };

/** One round, drawn before it begins, so that its seed repeats it whatever the clock does. Times in ms from its beginning. */
export interface Plan {
  disasters: { afterMs: number; disaster: Disaster }[];
  faults: { afterMs: number; partner: string; fault: OrderedFault }[];
}

export interface PlanOptions {
  seed: number;
  round: number;
  partners: readonly string[];
  /** How long people write if nothing goes wrong. */
  loadMs: number;
  hasDatabase: boolean;
}

/** Longer than a lease (30 s), so that somebody else goes on in between. */
const FREEZE_MS = [32_000, 42_000] as const;
const WEBHOOK_FAULTS = 4;

/** Freezes are rare: such a round takes as long as three others. */
const ON_SQLITE: readonly Disaster['kind'][] = ['kill', 'kill', 'kill', 'kill', 'kill', 'freeze', 'partner_cut'];
const ON_POSTGRES: readonly Disaster['kind'][] = [
  ...(['kill', 'kill', 'kill', 'database_kill', 'database_kill'] as const),
  ...(['database_cut', 'database_stall', 'freeze'] as const),
];

export function planRound({ seed, round, partners, loadMs, hasDatabase }: PlanOptions): Plan {
  const random = seededRandom(seed + round * 7_919);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T; // The lists have members.
  const between = (from: number, to: number) => Math.round(from + random() * (to - from));
  const soon = () => between(0, loadMs);
  const drawDisaster = (kind: Disaster['kind']): Disaster => {
    const which = between(0, 99);
    if (kind === 'freeze') return { kind, which, ms: between(...FREEZE_MS) };
    if (kind === 'partner_cut') return { kind, which, ms: between(200, 4_000) };
    if (kind === 'database_cut' || kind === 'database_stall') return { kind, ms: between(200, 8_000) };
    return kind === 'kill' ? { kind, which } : { kind };
  };
  const disasters = [{ afterMs: soon(), disaster: drawDisaster(pick(hasDatabase ? ON_POSTGRES : ON_SQLITE)) }];
  // Every third round, two at once.
  if (random() < 1 / 3) disasters.push({ afterMs: soon(), disaster: drawDisaster('partner_cut') });
  const webhookFault = (): OrderedFault =>
    pick<OrderedFault>([
      { kind: 'webhook_duplicate' },
      { kind: 'webhook_disorder' },
      { kind: 'webhook_delay', delayMs: between(100, 3_000) },
    ]);
  // None is a 429 that was processed all the same: that says "not sent", and nobody could know better.
  const passing: OrderedFault[] = [
    { kind: 'error', status: 429 },
    { kind: 'error', status: 500, processed: true },
    { kind: 'drop' },
    { kind: 'delay', delayMs: between(100, 3_000) },
  ];
  const anyFault = (): OrderedFault => pick([...passing, { kind: 'error', status: 500 }, { kind: 'drop_before' }]);
  const order = (partner: string, draw: () => OrderedFault) => ({ afterMs: soon(), partner, fault: draw() });
  const faults = partners.flatMap((partner) => [
    ...Array.from({ length: WEBHOOK_FAULTS }, () => order(partner, webhookFault)),
    // No two that swallow a request: one may wait for the repetition of what the other swallowed, and twice in doubt proves nothing.
    order(partner, anyFault),
    order(partner, () => pick(passing)),
  ]);
  return { disasters, faults };
}

export function describeDisaster(disaster: Disaster, partners: readonly string[]): string {
  const who = disaster.kind === 'partner_cut' ? ` (${partners[disaster.which % partners.length]})` : '';
  return `${disaster.kind}${who}${'ms' in disaster ? ` ${(disaster.ms / 1_000).toFixed(1)} s` : ''}`;
}
