import type { Migration } from './migration.ts';
import { statementsOf } from './tables.ts';

/**
 * What the provider last told about who answers a conversation. `paused`: that word took it from the bot, so that its opposite gives it
 * back; what an operator decided is not undone.
 */
export const control: Migration = {
  version: 7,
  statements: statementsOf(`create table thread_control (
      conversation_id text not null primary key,
      at bigint not null,
      paused bigint not null
    ) {{heap}}`),
};
