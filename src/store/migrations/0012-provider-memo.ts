import type { Migration } from './migration.ts';
import { statementsOf } from './tables.ts';

/**
 * What adapters remember of their connections. `value`: ciphertext, settled by the services. `valid_until`: epoch ms, null for as long as
 * the connection exists.
 */
export const providerMemo: Migration = {
  version: 12,
  statements: statementsOf(`create table provider_memo (
      connection_id text not null,
      key text not null,
      value text not null,
      valid_until bigint,
      primary key (connection_id, key)
    ) {{clustered}};
    create index provider_memo_end on provider_memo (valid_until) where valid_until is not null`),
};
