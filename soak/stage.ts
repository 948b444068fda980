import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startMockGraph } from '../bench/mock-graph.ts';
import { createChannel } from '../bench/targets/chasqui.ts';
import { startScript } from '../bench/targets/script.ts';
import { openGateTo } from '../test/e2e/gate.ts';
import { type GatewayProcess, startGateway } from '../test/support/gateway-process.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { createLedger, type Ledger } from './ledger.ts';

export type StoreName = 'sqlite' | 'postgres';

/** A gateway as an operator runs it, an echo bot, a provider that takes everything, and who counts. */
export interface Stage {
  gateway: GatewayProcess;
  port: number;
  /** Of the webhook. */
  path: string;
  dataDirectory: string;
  ledger: Ledger;
  /** From now on the database answers nothing. */
  takeStore(): void;
  giveStoreBack(): void;
  stop(): Promise<void>;
}

/** Whatever was started is stopped in the opposite order; also if something does not start. */
export async function setStage(store: StoreName): Promise<Stage> {
  const running = new AsyncDisposableStack();
  try {
    return await start(store, running);
  } catch (error) {
    await running.disposeAsync();
    throw error;
  }
}

async function start(store: StoreName, running: AsyncDisposableStack): Promise<Stage> {
  const ledger = createLedger();
  const dataDirectory = mkdtempSync(join(tmpdir(), 'chasqui-soak-'));
  running.defer(() => rmSync(dataDirectory, { recursive: true, force: true }));
  const database = store === 'postgres' ? await startDatabase() : embedded(dataDirectory);
  running.defer(() => database.stop());
  const graph = await startMockGraph({ onAccepted: ({ text }) => ledger.answered(text) });
  running.defer(() => graph.close());
  const bot = await startScript('echo-bot.ts');
  running.defer(() => bot.stop());
  const { url: databaseUrl } = database;
  const gateway = await startGateway({ dataDirectory, ...(databaseUrl !== null && { databaseUrl }) });
  running.defer(async () => {
    await gateway.stop();
  });
  const { path } = await createChannel(gateway, { botUrl: `http://127.0.0.1:${bot.port}/`, graphUrl: graph.url });
  return {
    ...{ gateway, path, dataDirectory, ledger },
    port: Number(new URL(gateway.url).port),
    takeStore: () => database.take(),
    giveStoreBack: () => database.giveBack(),
    stop: () => running.disposeAsync(),
  };
}

interface Database {
  url: string | null;
  take(): void;
  giveBack(): void;
  stop(): Promise<void>;
}

async function startDatabase(): Promise<Database> {
  const server = await startPostgres();
  const { gate, url } = await openGateTo(server.url);
  return {
    url,
    take: () => gate.hold(),
    giveBack: () => gate.letGo(),
    async stop() {
      await gate.close();
      await server.stop();
    },
  };
}

/** SQLite is taken away by another process's hold on it. */
function embedded(dataDirectory: string): Database {
  let other: DatabaseSync | null = null;
  return {
    url: null,
    take() {
      other = new DatabaseSync(join(dataDirectory, 'chasqui.db'));
      other.exec('pragma busy_timeout = 5000; begin immediate');
    },
    giveBack() {
      other?.close();
      other = null;
    },
    stop: async () => {},
  };
}
