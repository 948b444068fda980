import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createProgram } from './program.ts';
import { readDocument } from './read-input.ts';

const folder = mkdtempSync(join(tmpdir(), 'chasqui-input-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** As it stands in a file. */
const placeholder = (name: string) => `$\{${name}}`;

function fileOf(text: string): string {
  const path = join(folder, 'file.yaml');
  writeFileSync(path, text);
  return path;
}

test('a broken document is shown where it is broken', () => {
  expect(() => readDocument(fileOf('version: 1: 2\n'))).toThrow(/neither JSON nor YAML: .*version: 1: 2/s);
});

test('a broken file of secrets is told by its place alone', () => {
  const path = fileOf('bots:\n  mine: { secret: s3cret{ }\n');
  expect(() => readDocument(path, 'secret')).toThrow(/neither JSON nor YAML: see line 2, column \d+ (?!.*s3cret)/s);
});

test('the file of secrets that the help of import shows can be read', () => {
  const help: string[] = [];
  const command = createProgram().commands.find((one) => one.name() === 'import');
  command?.configureOutput({ writeOut: (text) => help.push(text) }).outputHelp();
  const [example = ''] = /^ {2}bots:\n(?: {4}.*\n| {2}channels:\n)+/m.exec(help.join('')) ?? [];
  expect(readDocument(fileOf(example), 'secret')).toEqual({
    bots: { 'front door': { secret: placeholder('BOT_SECRET') } },
    channels: { shop: { connections: [{ accessToken: placeholder('SHOP_TOKEN'), appSecret: '…' }] } },
  });
});
