import type { Migration } from './migration.ts';
import { statementsOf } from './tables.ts';

/**
 * Programs that prove themselves on callback URLs with signed tokens, and the tokens that count once. `secrets`: ciphertexts by name, settled
 * by the services. `valid_until`: epoch ms, until when a token could be shown again.
 */
export const applications: Migration = {
  version: 13,
  statements: statementsOf(`create table application (
      id text not null primary key,
      name text not null,
      audience text,
      single_use bigint not null,
      secrets text not null,
      created_at bigint not null
    ) {{heap}};
    create table used_token (
      application_id text not null,
      token_id text not null,
      valid_until bigint not null,
      primary key (application_id, token_id)
    ) {{clustered}};
    create index used_token_end on used_token (valid_until)`),
};
