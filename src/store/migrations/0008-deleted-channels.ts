import type { Migration } from './migration.ts';
import { statementsOf } from './tables.ts';

/**
 * Channels that are gone, so that nothing is added to them by who has not heard of it yet. `emptied`: 1 once their files and lists of people
 * are gone too.
 */
export const deletedChannels: Migration = {
  version: 8,
  statements: statementsOf(`create table deleted_channel (
      id text not null primary key,
      at bigint not null,
      emptied bigint not null default 0
    ) {{heap}};
    create index deleted_channel_full on deleted_channel (at) where emptied = 0`),
};
