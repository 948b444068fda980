import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port on `host` that nobody listens on now. */
export async function findFreePort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error(`${host} gave no port`);
  return address.port;
}
