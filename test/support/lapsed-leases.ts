import { Client } from 'pg';

/** Counts leases that a node took over because they had run out: what a node that stops in good order never leaves behind. */
export interface LapsedLeases {
  count(): Promise<number>;
  stop(): Promise<void>;
}

/** A claim of a lane that is leased already: the row goes from one token to another without being free in between. */
const WITNESS = `
  create table lapsed_lease (kind text not null, at timestamptz not null default now());
  create function witness_lapsed_lease() returns trigger language plpgsql as $$
    begin insert into lapsed_lease (kind) values (old.kind); return null; end $$;
  create trigger witness_lapsed_lease after update on lane for each row
    when (old.leased = 1 and new.leased = 1 and old.token <> new.token) execute function witness_lapsed_lease();`;

/** `databaseUrl`: of a database that a gateway has migrated. */
export async function watchLapsedLeases(databaseUrl: string): Promise<LapsedLeases> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(WITNESS);
  return {
    async count() {
      const { rows } = await client.query<{ count: number }>('select count(*)::int as count from lapsed_lease');
      return rows[0]?.count ?? 0;
    },
    stop: () => client.end(),
  };
}
