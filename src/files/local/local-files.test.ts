import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLocalFiles } from './local-files.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'chasqui-files-'));
});

afterEach(() => rmSync(directory, { recursive: true }));

async function* bytes(...parts: string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

async function read(body: ReadableStream<Uint8Array> | null): Promise<string | null> {
  return body && text(body);
}

function names(): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}

test('what was put can be read, whole and in part, by another process on the same folder too', async () => {
  const files = await openLocalFiles({ directory });
  await files.put('med_1', bytes('hello ', 'world'));
  const other = await openLocalFiles({ directory });
  for (const store of [files, other]) {
    expect(await read(await store.open('med_1'))).toBe('hello world');
    expect(await read(await store.open('med_1', { start: 6, end: 8 }))).toBe('wor');
    expect(await store.stat('med_1')).toEqual({ sizeBytes: 11 });
  }
});

test('a stream that breaks leaves nothing behind', async () => {
  const files = await openLocalFiles({ directory });
  async function* broken() {
    yield Buffer.from('half');
    throw new Error('line cut');
  }
  await expect(files.put('med_1', broken())).rejects.toThrow('line cut');
  expect(await files.open('med_1')).toBeNull();
  expect(names()).toEqual([]);
});

test('a file that is not there is not an error, nor is deleting it', async () => {
  const files = await openLocalFiles({ directory });
  expect(await files.open('med_1')).toBeNull();
  expect(await files.stat('med_1')).toBeNull();
  await files.delete('med_1');
  await files.put('med_1', bytes('x'));
  await files.delete('med_1');
  expect(await files.open('med_1')).toBeNull();
});

test.each(['../med_1', 'a/b', '', 'MED', 'a.b', 'x'.repeat(200)])('%j is no key', async (key) => {
  const files = await openLocalFiles({ directory });
  await expect(files.put(key, bytes('x'))).rejects.toThrow('not a key');
  expect(names()).toEqual([]);
});

test('what a dead process was writing a day ago is removed at the start; what is being written stays', async () => {
  const incoming = join(directory, 'incoming');
  mkdirSync(incoming);
  writeFileSync(join(incoming, 'med_old.1-1'), 'x');
  writeFileSync(join(incoming, 'med_new.2-1'), 'x');
  const dayAgo = Date.now() / 1_000 - 25 * 3_600;
  utimesSync(join(incoming, 'med_old.1-1'), dayAgo, dayAgo);
  await openLocalFiles({ directory });
  expect(names()).toEqual(['med_new.2-1']);
});
