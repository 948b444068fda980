import type { Statement } from '../sql.ts';
import { conversationTables } from './0001/conversation.ts';
import { laneTables } from './0001/lane.ts';
import { messageTables } from './0001/message.ts';
import { registryTables } from './0001/registry.ts';
import { traceTables } from './0001/trace.ts';
import type { Migration } from './migration.ts';
import { statementsOf } from './tables.ts';

export const first: Migration = {
  version: 1,
  statements: [
    ...[registryTables, conversationTables, laneTables, messageTables, traceTables].flatMap(statementsOf),
    ...tokenCounter(),
  ],
};

/** Where fencing tokens come from. A sequence, because a counter's row would make all nodes wait for one another. */
function tokenCounter(): Statement[] {
  return [
    {
      sqlite: 'create table counter (name text not null primary key, value integer not null) strict',
      postgres: 'create sequence lane_token',
    },
    { sqlite: "insert into counter (name, value) values ('lane_token', 0)", postgres: '' },
  ];
}
