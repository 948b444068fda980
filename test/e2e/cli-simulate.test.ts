import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../support/gateway-process.ts';
import { type Environment, type Running, run, startCommand } from './command.ts';

const PICTURE = resolve(import.meta.dirname, '../../docs/phone.png');
const folder = mkdtempSync(join(tmpdir(), 'simulate-'));
let environment: Environment;
let dev: Running;

beforeAll(async () => {
  const port = String(await freePort());
  environment = { CHASQUI_DATA_DIR: join(folder, 'data'), CHASQUI_PORT: port, CHASQUI_LOG_LEVEL: 'silent' };
  dev = startCommand(['dev'], environment);
  await dev.printed(/Chasqui is running/);
});

afterAll(async () => {
  await dev.stop();
  rmSync(folder, { recursive: true });
});

/** Plays these lines as somebody; ends when the input does. */
const play = (who: string, ...lines: string[]) => run(['simulate', '--as', who], environment, `${lines.join('\n')}\n`);

test('a person taps through the demo bot in a pipe, and the transcript shows both sides in order', async () => {
  const { code, out, err } = await play('Ana Rojas', 'Hi', '1', '2');
  expect(err).toMatch(/^You are Ana Rojas \(1555\d+\) and write to Chasqui demo/);
  expect(code).toBe(0);
  const [menu = '', list = '', ...rest] = out.split(/^> \d$/m);
  expect(menu).toMatch(/^> Hi\n {2}Hello Ana Rojas![\s\S]+ {2}1\. A list\n/);
  expect(list).toMatch(/ {2}2\. Filter coffee/);
  expect(rest.join('')).toContain('A good choice.');
});

test('a picture, a place, a reaction, an edit and the clock', async () => {
  const lines = [
    'Hi',
    `/image ${PICTURE} Look`,
    '/location -12.04,-77.04',
    '/react 👍',
    '/edit changed',
    '/delete',
    '/clock +1h',
  ];
  const { code, out, err } = await play(
    'tomas',
    ...lines.slice(0, 4),
    'one more',
    ...lines.slice(4),
    '/quit',
    'never said',
  );
  expect(err).not.toContain('!');
  expect(code).toBe(0);
  expect(out).toContain('image/png');
  expect(out).toContain('-12.04,-77.04');
  expect(err).toMatch(/It is \d{4}-\d\d-\d\d \d\d:\d\d \(UTC\) now\./);
  expect(out).not.toContain('never said');
});

test('a line that cannot be done is told, the others are played, and the end is 1', async () => {
  const { code, out, err } = await play('ines', '/dance', '/image /nowhere.png', 'Hi');
  expect(code).toBe(1);
  expect(err).toContain('! /dance is not known');
  expect(err).toContain('! /nowhere.png cannot be read');
  expect(out, err).toContain('Hello Inés Quispe!');
});

test('a number that nobody has is named with those that there are', async () => {
  const { code, err } = await run(['simulate', '--number', '123'], environment);
  expect(code).toBe(2);
  expect(err).toMatch(/123 is no simulated number; there are 15550009999/);
});
