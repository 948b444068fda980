import type { BotId } from '../../domain/ids.ts';
import type { Conflict, StoredBot } from '../registry.ts';
import { type Sql, statement, storableJson } from '../sql.ts';
import { registryChange } from './change.ts';
import { revisionOfBot } from './revision.ts';

interface BotRow {
  id: string;
  name: string;
  connector: string;
  settings: string;
  secrets: string;
  created_at: number;
  updated_at: number;
}

const SELECT = statement('select id, name, connector, settings, secrets, created_at, updated_at from bot order by id');
const INSERT = statement(`
  insert into bot (id, name, connector, settings, secrets, created_at, updated_at)
  values ($1, $2, $3, $4, $5, $6, $7)`);
const UPDATE = statement(`
  update bot set name = $2, connector = $3, settings = $4, secrets = $5, updated_at = $6 where id = $1`);
const FIND_USER = statement('select id from channel where bot_id = $1 limit 1');
const DELETE = statement('delete from bot where id = $1');

export async function readBots(sql: Sql): Promise<StoredBot[]> {
  const found = await sql.all<BotRow>(SELECT);
  return found.map((row) => ({
    id: row.id as BotId, // Written from one.
    name: row.name,
    connector: row.connector,
    settings: JSON.parse(row.settings),
    secrets: JSON.parse(row.secrets),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }));
}

export const insertBot = registryChange<StoredBot, never>('insert_bot', async (sql, bot) => {
  const { id, name, connector, createdAt, updatedAt } = bot;
  const { settings, secrets } = texts(bot);
  await sql.run(INSERT, id, name, connector, settings, secrets, createdAt, updatedAt);
  return true;
});

export const updateBot = registryChange<{ bot: StoredBot; of: string | null }, false | 'changed'>(
  'update_bot',
  async (sql, { bot, of }) => {
    const before = (await readBots(sql)).find(({ id }) => id === bot.id);
    if (!before) return false;
    if (of !== null && of !== revisionOfBot(before)) return 'changed';
    const { settings, secrets } = texts(bot);
    await sql.run(UPDATE, bot.id, bot.name, bot.connector, settings, secrets, bot.updatedAt);
    return true;
  },
);

export const deleteBot = registryChange<BotId, false | Conflict>('delete_bot', async (sql, id) => {
  const users = await sql.all(FIND_USER, id);
  if (users.length > 0) return { conflict: 'in_use' };
  return (await sql.run(DELETE, id)) > 0 || false;
});

function texts(bot: StoredBot): { settings: string; secrets: string } {
  return { settings: storableJson(bot.settings), secrets: storableJson(bot.secrets) };
}
