import { rmSync } from 'node:fs';
import { freePort, startGateway } from '../../test/support/gateway-process.ts';
import { createChannel, newFolder } from '../targets/chasqui.ts';
import { emptyDatabase } from '../targets/databases.ts';
import { type Peer, type PeerStart, spawnPeer } from '../targets/peers.ts';
import type { Target } from '../targets/target.ts';

/** A target that keeps its port and what it stores when it dies. */
export interface Crashable extends Target {
  /** `kill -9`; resolves when the next one is ready. */
  crash(): Promise<void>;
}

/** `databaseUrl` null: SQLite. */
export async function crashableGateway({
  databaseUrl,
  ...ends
}: Omit<PeerStart, 'databaseUrl'> & { databaseUrl: string | null }): Promise<Crashable> {
  const dataDirectory = newFolder();
  const port = await freePort();
  const database = databaseUrl === null ? null : await emptyDatabase(databaseUrl);
  const start = () => startGateway({ port, dataDirectory, ...(database !== null && { databaseUrl: database }) });
  let gateway = await start();
  const { path } = await createChannel(gateway, ends);
  return {
    port,
    path,
    async crash() {
      await gateway.kill();
      gateway = await start();
    },
    async stop() {
      await gateway.kill();
      rmSync(dataDirectory, { recursive: true });
    },
  };
}

export async function crashablePeer(peer: Peer, { databaseUrl, ...ends }: PeerStart): Promise<Crashable> {
  const port = await freePort();
  const database = peer.state === 'postgres' ? await emptyDatabase(databaseUrl) : null;
  let running = await spawnPeer({ peer, ends, database, port });
  return {
    port,
    path: running.path,
    async crash() {
      await running.stop();
      running = await spawnPeer({ peer, ends, database, port });
    },
    stop: () => running.stop(),
  };
}
