import type { Migration } from './migration.ts';
import { statementsOf } from './tables.ts';

/**
 * Templates of the accounts at the providers, as a copy of theirs, and facts that providers told.
 *
 * `template.definition`: the whole template as JSON; what webhooks change stands in columns and wins. `coming_category`: JSON, a category that
 * was announced; `told_at`: when somebody last told of it beside a list. `template_sync`: when an account's templates were read last, what went wrong if the last try failed, and before when nobody
 * reads them again. `fact.subject`: `account:` and the account's id, or `sender:` and the phone number.
 */
export const templates: Migration = {
  version: 4,
  statements: statementsOf(`
create table template (
  channel_id text not null,
  account text not null,
  name text not null,
  language text not null,
  provider_id text,
  status text not null,
  category text not null,
  quality text,
  rejection text,
  coming_category text,
  definition text not null,
  updated_at bigint not null,
  told_at bigint,
  primary key (channel_id, account, name, language)
) {{heap}};

create table template_sync (
  channel_id text not null,
  account text not null,
  due bigint not null,
  synced_at bigint,
  error text,
  failed_at bigint,
  primary key (channel_id, account)
) {{clustered}};

create table fact (
  channel_id text not null,
  subject text not null,
  name text not null,
  value text not null,
  at bigint not null,
  primary key (channel_id, subject, name)
) {{clustered}};
`),
};
