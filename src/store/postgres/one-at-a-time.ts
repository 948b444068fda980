import type { Statement } from '../sql.ts';

/** Lets one process change the schema at a time. The number only has to differ from other programs' in the same database. */
export const ONE_AT_A_TIME: Statement = { sqlite: '', postgres: 'select pg_advisory_xact_lock(6021173341)' };
