import type { Plan } from '../plan.ts';
import { startChasqui } from '../targets/chasqui.ts';
import { emptyDatabase } from '../targets/databases.ts';
import { startBaseline } from '../targets/script.ts';
import type { Ends, Target } from '../targets/target.ts';

export const BARE = 'bare node:http';
export const ON_SQLITE = 'Chasqui (SQLite)';
export const ON_POSTGRES = 'Chasqui (PostgreSQL)';

export type Starter = (ends: Ends) => Promise<Target>;

/** The bare baseline and the gateway on both engines. A silent baseline acknowledges and does not echo. */
export function gateways(plan: Plan, { isBaselineSilent = false } = {}): Record<string, Starter> {
  return {
    [BARE]: (ends) => startBaseline(isBaselineSilent ? undefined : ends),
    [ON_SQLITE]: (ends) => startChasqui(ends, null),
    [ON_POSTGRES]: async (ends) => startChasqui(ends, await emptyDatabase(plan.databaseUrl)),
  };
}
