/**
 * What operators set up. `secrets` are ciphertext by field name, `settings`, `fields` and `rules` JSON objects.
 *
 * `connection.sender_key`: the sender field whose values may be on one channel only, beside the phone number; both are compared while the
 * row of `registry_version` is locked, so that they need no index.
 */
export const registryTables = `
create table channel (
  id text not null primary key,
  name text not null,
  bot_id text,
  enabled bigint not null,
  rules text not null,
  created_at bigint not null,
  updated_at bigint not null
) {{heap}};

create table connection (
  id text not null primary key,
  channel_id text not null,
  provider text not null,
  state text not null,
  sender_key text,
  token text not null unique,
  settings text not null,
  secrets text not null,
  created_at bigint not null
) {{heap}};
create index connection_channel on connection (channel_id);
create unique index connection_active on connection (channel_id) where state = 'active';

create table sender (
  id text not null primary key,
  channel_id text not null,
  phone_number text not null,
  fields text not null,
  place bigint not null
) {{heap}};
create index sender_channel on sender (channel_id);

create table bot (
  id text not null primary key,
  name text not null,
  connector text not null,
  settings text not null,
  secrets text not null,
  created_at bigint not null,
  updated_at bigint not null
) {{heap}};

create table api_key (
  id text not null primary key,
  name text not null,
  hash text not null unique,
  scopes text not null,
  channel_ids text,
  created_at bigint not null,
  last_used_at bigint
) {{heap}};

create table meta (
  name text not null primary key,
  value text not null
) {{heap}};

create table registry_version (
  id bigint not null primary key,
  version bigint not null
) {{heap}};
insert into registry_version (id, version) values (1, 1);
`;
