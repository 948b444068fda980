import type { Migration } from './migration.ts';
import { statementsOf } from './tables.ts';

/**
 * What happened, for listeners outside: written only while somebody listens (`event_listener`), in the commit of the step it tells of.
 *
 * `event.tx`: on PostgreSQL the transaction, because numbers are given before commits and a reader must not pass one that is still open;
 * 0 on SQLite, whose one writer commits in order. `event_webhook.tx`, `seq`: everything up to here is done with; `token` fences whoever
 * delivers. `event_delivery`: tries beyond that point, and the log of it.
 */
export const events: Migration = {
  version: 6,
  statements: [
    {
      sqlite: `create table event (
        seq integer primary key autoincrement,
        tx integer not null default 0,
        type text not null,
        channel_id text,
        conversation_id text,
        subject text not null,
        detail text,
        at integer not null
      ) strict`,
      postgres: `create table event (
        tx bigint not null default (pg_current_xact_id()::text::bigint),
        seq bigint generated always as identity,
        type text not null,
        channel_id text collate "C",
        conversation_id text collate "C",
        subject text collate "C" not null,
        detail text,
        at bigint not null,
        primary key (tx, seq)
      )`,
    },
    ...statementsOf(`create index event_at on event (at);
    create table event_listener (
      id text not null primary key,
      until bigint not null
    ) {{heap}};
    create table event_webhook (
      id text not null primary key,
      name text not null,
      settings text not null,
      secrets text not null,
      types text,
      channel_ids text,
      enabled bigint not null,
      stopped text,
      tx bigint not null,
      seq bigint not null,
      token bigint not null default 0,
      lease_until bigint not null default 0,
      due bigint not null default 0,
      failing_since bigint,
      created_at bigint not null,
      updated_at bigint not null
    ) {{heap}};
    create table event_delivery (
      webhook_id text not null,
      tx bigint not null,
      seq bigint not null,
      type text not null,
      subject text not null,
      state text not null,
      tries bigint not null,
      status bigint,
      error text,
      duration_ms bigint,
      at bigint not null,
      primary key (webhook_id, tx, seq)
    ) {{clustered}};
    create index event_delivery_at on event_delivery (at)`),
  ],
};
