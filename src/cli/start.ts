import { startApp } from '../app.ts';
import { ConfigError, readConfig } from '../config.ts';
import { requireSecretKey } from './require-secret-key.ts';
import { untilSignal } from './signals.ts';

/** `chasqui start`: production, no simulators, no demo. */
export async function start(): Promise<void> {
  const app = await startApp({ config: requireSecretKey(readConfig()) });
  if (!(await app.hasKeys())) {
    await app.stop();
    throw new ConfigError(
      'there is no API key: set CHASQUI_ADMIN_KEY to a text of 32 or more characters, or create a key first',
    );
  }
  const stopped = untilSignal();
  console.log(`chasqui listens on ${app.url}`);
  await stopped;
  await app.stop();
}
