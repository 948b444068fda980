/** Builds console/dist; with `--if-stale` only if a source of it has changed since the last build. */
import { spawn } from 'node:child_process';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CONSOLE = join(ROOT, 'console');
/** What the build reads, and the lock file for the packages that go into it. */
const SOURCES = ['src', 'public', 'index.html', 'vite.config.ts', 'postcss.config.mjs', 'package.json'];
/** Written when a build is complete; every build begins by emptying the folder, so a broken one leaves none. */
const STAMP = join(CONSOLE, 'dist', '.built');

/** Builds the console if it was never built, or if something it is made of is newer. Says whether it did. */
export async function buildConsoleIfStale(): Promise<boolean> {
  const builtAt = await changedAt(STAMP);
  const changes = await Promise.all(SOURCES.map((source) => newestChange(join(CONSOLE, source))));
  const isFresh = Math.max(...changes, await changedAt(join(ROOT, 'package-lock.json'))) <= builtAt;
  if (!isFresh) await buildConsole();
  return !isFresh;
}

/** Builds the console, with one line of progress. Rejects with the build's own words if it fails. */
export async function buildConsole(): Promise<void> {
  const startedAt = performance.now();
  process.stdout.write('Building the console … ');
  await runBuild();
  await writeFile(STAMP, '');
  process.stdout.write(`done in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s\n`);
}

function runBuild(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', 'build', '--workspace', 'console'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Otherwise a test run would get React's development build.
      env: { ...process.env, NODE_ENV: 'production' },
      // npm is a script on Windows, which only a shell can start.
      shell: process.platform === 'win32',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The console could not be built:\n${output}`));
    });
  });
}

/** Time of the latest change in a file or in anything below a folder, epoch ms. */
async function newestChange(path: string): Promise<number> {
  const below = (await stat(path)).isDirectory() ? await readdir(path, { recursive: true }) : [];
  const times = await Promise.all([path, ...below.map((name) => join(path, name))].map(changedAt));
  return Math.max(...times);
}

/** Epoch ms; 0 if there is no such file. */
async function changedAt(path: string): Promise<number> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return found?.mtimeMs ?? 0;
}

if (import.meta.main) {
  const build = process.argv.includes('--if-stale') ? buildConsoleIfStale() : buildConsole();
  build.catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
