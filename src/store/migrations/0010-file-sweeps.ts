import type { Migration } from './migration.ts';
import { statementsOf } from './tables.ts';

/** Files are looked up by channel, to empty a deleted one, and by key, to find those that no row names. */
export const fileSweeps: Migration = {
  version: 10,
  statements: statementsOf(`create index media_channel on media (channel_id, id);
    create index media_file on media (file_key) where file_key is not null`),
};
