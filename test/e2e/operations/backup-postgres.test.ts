import { expect, test } from 'vitest';
import { run } from '../command.ts';
import { environmentOf, scratchFolder } from './premises.ts';

const URLS_WITH_PASSWORD = [
  'postgres://chasqui:hidden-password@db.example.com:5432/chasqui',
  'postgres://chasqui@db.example.com:5432/chasqui?password=hidden-password',
];

test.each([
  ['backup', 'pg_dump --format=custom --file=/backups/one.dump "postgres://chasqui@db.example.com:5432/chasqui"'],
  ['restore', 'pg_restore --no-owner --dbname="postgres://chasqui@db.example.com:5432/chasqui" /backups/one.dump'],
])('on PostgreSQL %s says which command does it, without the password', async (command, told) => {
  for (const url of URLS_WITH_PASSWORD) {
    const environment = environmentOf(scratchFolder(), { CHASQUI_DATABASE_URL: url });
    const refused = await run([command, '/backups/one'], environment);
    expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining(told) });
    expect(refused.err).toContain(`chasqui ${command} --files-only /backups/one`);
    expect(refused.err).not.toContain('hidden-password');
  }
});
