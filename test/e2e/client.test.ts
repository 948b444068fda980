import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createChasqui, unwrap } from '@chasqui/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshFolder } from '../support/databases.ts';
import type { TestChannel } from './channel.ts';
import { ADMIN_KEY } from './gateway.ts';
import { type Harness, startHarness } from './harness.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** What npm would install beside the client, taken from here so that the test needs no network. */
const DEPENDENCIES = ['openapi-fetch', 'openapi-typescript-helpers'];

let harness: Harness;
let shop: TestChannel;
let project: ReturnType<typeof freshFolder>;

beforeAll(async () => {
  harness = await startHarness('sqlite');
  shop = await harness.openChannel();
  project = freshFolder();
  await installClient(project.directory);
});

afterAll(async () => {
  project.remove();
  await harness.stop();
});

/** As `npm install` of the packed client does. */
async function installClient(directory: string): Promise<void> {
  const modules = join(directory, 'node_modules');
  await mkdir(join(modules, '@chasqui/client'), { recursive: true });
  const pack = ['pack', '--workspace', 'client', '--pack-destination', directory, '--json'];
  const { stdout } = await run('npm', pack, { cwd: ROOT });
  const [file] = /chasqui-client-[\d.]+\.tgz/.exec(stdout) ?? [];
  if (file === undefined) throw new Error(`npm packed nothing: ${stdout}`);
  const target = ['-xzf', join(directory, file), '-C', join(modules, '@chasqui/client'), '--strip-components=1'];
  await run('tar', target);
  for (const name of DEPENDENCIES) {
    await cp(join(ROOT, 'node_modules', name), join(modules, name), { recursive: true, dereference: true });
  }
  await writeFile(join(directory, 'package.json'), '{"type":"module"}');
}

/** The README's samples, in order. */
async function readSamples(): Promise<string[]> {
  const text = await readFile(join(ROOT, 'client/README.md'), 'utf8');
  return [...text.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code = '']) => code);
}

async function runSample(name: string, code: string): Promise<string> {
  const path = join(project.directory, `${name}.js`);
  await writeFile(path, code);
  const env = { PATH: process.env.PATH ?? '', CHASQUI_URL: harness.url, CHASQUI_KEY: ADMIN_KEY };
  const { stdout } = await run(process.execPath, [path], { env, timeout: 20_000 });
  return stdout;
}

test('the samples of the client’s README run in a fresh project', async () => {
  const [send = '', list = '', follow = ''] = await readSamples();
  const ana = shop.person('Ana');
  await shop.say(ana, 'Hi');
  await shop.answered(ana, 1);
  const sent = await runSample('send', send.replace('+15550104477', `+${ana.phone}`));
  expect(sent).toMatch(/^msg_\S+ queued$/m);
  await shop.answered(ana, 2);
  expect(shop.answersTo(ana)).toContain('Your table is ready.');
  expect(await runSample('list', list)).toMatch(/inbound text/);

  const following = runSample('follow', follow);
  // The stream opens at some moment; whoever listens by then hears the next message.
  let isDone = false;
  const told = following.finally(() => {
    isDone = true;
  });
  while (!isDone) {
    await shop.say(ana, 'Hello?');
    await shop.settled();
  }
  expect(await told).toMatch(/^message\.(received|status) evt_\d+_\d+$/m);
});

test('its types know paths, bodies and answers', async () => {
  const code = `
    import { createChasqui, unwrap, type Schemas } from '@chasqui/client';
    const api = createChasqui({ url: 'http://127.0.0.1', key: 'k' });
    const sent: Schemas['AcceptedMessage'] = await unwrap(
      api.POST('/api/v1/messages', { body: { channelId: 'c', to: '+1', content: 'Hi', author: 'api' } }),
    );
    // @ts-expect-error: no such path
    api.GET('/api/v1/nothing');
    // @ts-expect-error: no such field
    sent.nothing;
    export {};`;
  const path = join(project.directory, 'types.ts');
  await writeFile(path, code);
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', path];
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const { stdout } = await run(process.execPath, [tsc, ...options], { cwd: project.directory }).catch((error) => error);
  expect(stdout).toBe('');
});

test('a refusal is a problem that names what is wrong', async () => {
  const api = createChasqui({ url: harness.url, key: ADMIN_KEY });
  const body = { channelId: shop.id, to: '12', content: 'Hi', author: 'api' } as const;
  await expect(unwrap(api.POST('/api/v1/messages', { body }))).rejects.toMatchObject({
    name: 'ChasquiProblem',
    status: 400,
    errors: [{ path: '/to' }],
  });
});
