import type { Migration } from './migration.ts';
import { statementsOf } from './tables.ts';

/** Raw fragments of what is no message, by age. Their owner is a dedupe key of several words; a message's id has no spaces. */
export const rawSweep: Migration = {
  version: 11,
  statements: statementsOf("create index raw_no_message on raw (at) where owner like '% %'"),
};
