import type { Profile } from './profile.ts';
import type { SimRecord } from './record.ts';
import type { World } from './world.ts';

/** What every part of a schedule shares. */
export interface SimContext {
  world: World;
  profile: Profile;
  record: SimRecord;
  /** Whether faults still happen; every schedule ends without them. */
  isTroubled(): boolean;
}

/** Whether this fault happens now. */
export function strikes({ world, isTroubled }: SimContext, probability: number): boolean {
  return probability > 0 && isTroubled() && world.random.chance(probability);
}

/** One of several faults, by their chances; undefined: none. */
export function fateOf<Fault extends string>(
  context: SimContext,
  chances: Readonly<Record<Fault, number>>,
): Fault | undefined {
  if (!context.isTroubled()) return undefined;
  let rest = context.world.random.next();
  for (const [fault, chance] of Object.entries(chances) as [Fault, number][]) {
    if (rest < chance) return fault;
    rest -= chance;
  }
  return undefined;
}
