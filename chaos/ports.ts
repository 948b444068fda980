import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that systems give to outgoing connections, so that nobody takes one while its owner is dead. */
const FIRST = 10_000;
const LAST = 32_000;
const PER_PROCESS = 8;

/** A port of 127.0.0.1 that stays its owner's through crashes; other stages, in processes of their own, look elsewhere. */
export async function stablePort(): Promise<number> {
  const start = FIRST + ((process.pid * PER_PROCESS) % (LAST - FIRST));
  for (let tries = 0; tries < 1_000; tries++) {
    next += 1;
    const port = FIRST + ((start - FIRST + next) % (LAST - FIRST));
    if (await isFree(port)) return port;
  }
  throw new Error('no free port');
}

let next = 0;

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  const isTaken = await once(server, 'listening').then(
    () => false,
    () => true,
  );
  if (isTaken) return false;
  server.close();
  await once(server, 'close');
  return true;
}
