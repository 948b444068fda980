import type { Migration } from './migration.ts';
import { statementsOf } from './tables.ts';

/**
 * `bulk_send.stored`: recipients of the list that it was made with which are stored. Others may be appended in between, so that `total` does
 * not tell where to go on.
 */
export const bulkLists: Migration = {
  version: 9,
  statements: statementsOf(`alter table bulk_send add column stored bigint not null default 0;
    update bulk_send set stored = total`),
};
