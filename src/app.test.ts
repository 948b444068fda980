import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { manualClock } from '../test/support/manual-clock.ts';
import { startApp } from './app.ts';
import { readConfig } from './config.ts';

/** A gateway's configuration on a folder of its own. */
function configOn(port: number) {
  const directory = mkdtempSync(join(tmpdir(), 'chasqui-app-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const config = readConfig({ CHASQUI_DATA_DIR: directory, CHASQUI_PORT: String(port) });
  return { ...config, logLevel: 'silent' as const, secretKey: new Uint8Array(32).fill(1) };
}

async function takenPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens on no port');
  return address.port;
}

test('a gateway that cannot listen leaves nothing running and its folder free', async () => {
  const clock = manualClock();
  const config = configOn(await takenPort());
  await expect(startApp({ config, clock })).rejects.toThrow('is in use');
  expect(clock.pending()).toBe(0);
  const app = await startApp({ config: { ...config, port: 0 }, clock });
  await app.stop();
  expect(clock.pending()).toBe(0);
});
