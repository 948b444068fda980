import { Client } from 'pg';

let databases = 0;

/** A new database on the server at `url`; its address. */
export async function emptyDatabase(url: string): Promise<string> {
  databases += 1;
  const name = `bench_${process.pid}_${databases}`;
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
}
