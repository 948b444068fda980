import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { writeNewFile } from '../../host/durable-files.ts';
import { BackupUnusable } from './manifest.ts';

/** In the form of `sha256sum`, so that a backup can be checked without this program: `sha256sum -c SHA256SUMS`. */
const LIST = 'SHA256SUMS';
const LINE = /^([0-9a-f]{64}) {2}(.+)$/;
const MOST_NAMED = 5;

type Told = (done: number, total: number) => void;

/** Reads every file below the folder back and lists its checksum. `told`: after each file. */
export async function writeChecksums(folder: string, told: Told): Promise<void> {
  const sums = await sumAll(folder, told);
  const lines = [...sums].map(([path, sum]) => `${sum}  ${path}\n`);
  await writeNewFile(join(folder, LIST), lines.join(''));
}

/**
 * Every file below the folder must be listed, and every listed one be there unchanged.
 *
 * @throws BackupUnusable
 */
export async function verifyChecksums(folder: string, told: Told): Promise<void> {
  const listed = await readList(folder);
  const found = await sumAll(folder, told);
  const differing = [
    ...[...listed].filter(([path]) => !found.has(path)).map(([path]) => `${path} is missing`),
    ...[...found].filter(([path]) => !listed.has(path)).map(([path]) => `${path} does not belong to it`),
    ...[...found]
      .filter(([path, sum]) => listed.has(path) && listed.get(path) !== sum)
      .map(([path]) => `${path} was changed`),
  ];
  if (differing.length === 0) return;
  const more = differing.length > MOST_NAMED ? `, and ${differing.length - MOST_NAMED} more` : '';
  throw new BackupUnusable(`The backup ${folder} is damaged: ${differing.slice(0, MOST_NAMED).join(', ')}${more}.`);
}

async function readList(folder: string): Promise<Map<string, string>> {
  const text = await readFile(join(folder, LIST), 'utf8').catch((cause: unknown) => {
    throw new BackupUnusable(`The backup ${folder} is damaged: it has no ${LIST}.`, { cause });
  });
  const entries = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): [string, string] => {
      const [, sum, path] = LINE.exec(line) ?? [];
      if (sum === undefined || path === undefined)
        throw new BackupUnusable(`The backup ${folder} is damaged: its ${LIST} has a line that is none.`);
      return [path, sum];
    });
  return new Map(entries);
}

async function sumAll(folder: string, told: Told): Promise<Map<string, string>> {
  const paths = (await filesBelow(folder)).filter((path) => path !== LIST);
  const sums = new Map<string, string>();
  for (const path of paths) {
    sums.set(path, await sumOf(join(folder, path)));
    told(sums.size, paths.length);
  }
  return sums;
}

/** Relative, with `/`, sorted. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join('/'))
    .toSorted();
}

async function sumOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
