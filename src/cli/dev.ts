import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApp } from '../app.ts';
import { type Config, readConfig } from '../config.ts';
import { openDataFolder } from '../host/data-folder.ts';
import { createSimulators } from '../simulators/index.ts';
import { setUpDemo } from './demo.ts';
import { keepClock } from './keep-clock.ts';
import { keepLocalKey } from './local-key.ts';
import { untilSignal } from './signals.ts';
import { serveSimulators } from './simulated/serve.ts';

/** Simulators, bots and demo live on this machine. */
const LOOPBACK = ['127.0.0.0/8', '::1/128'];

/** `chasqui dev` (what `npm start` runs): gateway, simulators, a demo channel and its bot, and a link into the pages. */
export async function dev(): Promise<void> {
  await using running = new AsyncDisposableStack();
  const config = readConfig();
  openDataFolder(config.dataDirectory);
  const secretKey = config.secretKey ?? keepSecretKey(config);
  const clock = keepClock(config.dataDirectory);
  const simulators = createSimulators({ clock, secret: secretKey });
  const served = await serveSimulators(simulators.providers);
  running.defer(served.close);
  running.defer(() => simulators.stop());
  const app = await startApp({
    config: { ...config, secretKey, egressAllow: [...config.egressAllow, ...LOOPBACK] },
    clock,
    hasSessions: true,
    extras: [async (server) => server.register(simulators.phone, { prefix: '/simulator/api' })],
  });
  running.defer(app.stop);
  await setUpDemo({ services: app.services, simulators, imageUrl: `${app.url}/demo.png` });
  await keepLocalKey(app.services, config.dataDirectory);
  const stopped = untilSignal();
  console.log(welcome(app.url, app.sessionLink() ?? app.url, clock.shiftedMs()));
  await stopped;
}

function welcome(url: string, link: string, shiftedMs: number): string {
  const hours = Math.round(shiftedMs / 3_600_000);
  return [
    '',
    'Chasqui is running.',
    '',
    `  Open this link (it works once):  ${link}`,
    `  Simulated phone:                 ${url}/simulator`,
    `  API and its reading page:        ${url}/api/docs`,
    '',
    ...(shiftedMs > 0 ? [`Its clock is still turned: about ${hours} h ahead of the real time.`, ''] : []),
    'Write "Hi" on the phone. Ctrl+C stops.',
    '',
  ].join('\n');
}

/** Generated once and kept: without it the stored credentials cannot be read. */
function keepSecretKey({ dataDirectory }: Config): Uint8Array {
  const path = join(dataDirectory, 'secret.key');
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString('base64'), { mode: 0o600 });
  return Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
}
