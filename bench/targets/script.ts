import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Ends, Target } from './target.ts';

/** Starts a script of `bench/` that prints the port it listens on. */
export async function startScript(
  name: string,
  ...options: string[]
): Promise<{ port: number; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, '..', name), ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    port: Number(line.toString()),
    async stop() {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

/** The bare baseline; with `ends` it echoes. */
export async function startBaseline(ends?: Ends): Promise<Target> {
  const { port, stop } = await startScript('baseline.ts', ...(ends ? [ends.botUrl, ends.graphUrl] : []));
  return { port, path: '/webhook', stop };
}
