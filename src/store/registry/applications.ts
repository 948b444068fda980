import type { Operation, Query } from '../engine.ts';
import type { Conflict, StoredApplication } from '../registry.ts';
import { type Sql, statement, storableJson } from '../sql.ts';
import { readConnections } from './connections.ts';

interface ApplicationRow {
  id: string;
  name: string;
  audience: string | null;
  single_use: number;
  secrets: string;
  created_at: number;
}

interface TokenUse {
  applicationId: string;
  tokenId: string;
  until: number;
  now: number;
}

const COLUMNS = 'id, name, audience, single_use, secrets, created_at';
const LIST = statement(`select ${COLUMNS} from application order by created_at desc, id desc`);
const FIND = statement(`select ${COLUMNS} from application where id = $1`);
const INSERT = statement(`insert into application (${COLUMNS}) values ($1, $2, $3, $4, $5, $6)`);
const UPDATE = statement(`
  update application set name = $2, audience = $3, single_use = $4, secrets = $5
  where id = $1 and name = $6 and coalesce(audience, '') = $7 and single_use = $8 and secrets = $9`);
const DELETE = statement('delete from application where id = $1');
const FORGET_TOKENS = statement('delete from used_token where application_id = $1');
const USE = statement(`
  insert into used_token (application_id, token_id, valid_until) values ($1, $2, $3)
  on conflict (application_id, token_id) do nothing`);
const SWEEP = statement('delete from used_token where valid_until < $1');

export const listApplications: Query<null, readonly StoredApplication[]> = {
  name: 'registry.list_applications',
  run: async (sql) => (await sql.all<ApplicationRow>(LIST)).map(parseRow),
};

export const findApplication: Query<string, StoredApplication | null> = {
  name: 'registry.find_application',
  run: async (sql, id) => (await sql.all<ApplicationRow>(FIND, id)).map(parseRow)[0] ?? null,
};

export const insertApplication = each<StoredApplication, true>('insert_application', async (sql, application) => {
  const { id, name, audience, createdAt } = application;
  await sql.run(INSERT, id, name, audience, flag(application), storableJson(application.secrets), createdAt);
  return true;
});

export const updateApplication = each<{ application: StoredApplication; of: StoredApplication }, boolean>(
  'update_application',
  async (sql, { application, of }) => {
    const { id, name, audience, secrets } = application;
    const before = [of.name, of.audience ?? '', flag(of), storableJson(of.secrets)];
    return (await sql.run(UPDATE, id, name, audience, flag(application), storableJson(secrets), ...before)) > 0;
  },
);

export const deleteApplication = each<string, boolean | Conflict>('delete_application', async (sql, id) => {
  const isUsed = (await readConnections(sql)).some(({ settings }) => settings.applicationId === id);
  if (isUsed) return { conflict: 'in_use' };
  await sql.run(FORGET_TOKENS, id);
  return (await sql.run(DELETE, id)) > 0;
});

/** What could not be shown again any more is swept on the way. */
export const useToken = each<TokenUse, boolean>('use_token', async (sql, { applicationId, tokenId, until, now }) => {
  await sql.run(SWEEP, now);
  return (await sql.run(USE, applicationId, tokenId, until)) > 0;
});

/** Applications are not part of snapshots: their changes are nobody's news. */
function each<Input, Outcome>(
  name: string,
  apply: (sql: Sql, input: Input) => Promise<Outcome>,
): Operation<Input, Outcome> {
  return {
    name: `registry.${name}`,
    async run(sql, inputs) {
      const outcomes: Outcome[] = [];
      for (const input of inputs) outcomes.push(await apply(sql, input));
      return outcomes;
    },
  };
}

function flag({ singleUse }: StoredApplication): number {
  return singleUse ? 1 : 0;
}

function parseRow(row: ApplicationRow): StoredApplication {
  return {
    id: row.id,
    name: row.name,
    audience: row.audience,
    singleUse: row.single_use === 1,
    secrets: JSON.parse(row.secrets),
    createdAt: row.created_at,
  };
}
