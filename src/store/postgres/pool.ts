import { type ClientConfig, Pool, types } from 'pg';

const INT8 = types.builtins.INT8;

/** Connection settings of the pool and of the listener. Integers come as numbers: ours are times and counts, far below 2^53. */
export function clientConfig(url: string): ClientConfig {
  return {
    connectionString: url,
    application_name: 'chasqui',
    keepAlive: true,
    // The system's own two hours would leave the listener deaf for as long when a server goes without a word.
    keepAliveInitialDelayMillis: 10_000,
    types: {
      getTypeParser: (id: number, format?: 'text' | 'binary') =>
        id === INT8 && format !== 'binary' ? Number : types.getTypeParser(id, format as 'text'),
    } as NonNullable<ClientConfig['types']>,
  };
}

/** `pipeline`: statements that an operation issues without waiting for one another share a round trip. */
export function openPool(url: string, size: number): Pool {
  const pool = new Pool({
    ...clientConfig(url),
    max: size,
    connectionTimeoutMillis: 5_000,
    pipeline: true,
  } as ClientConfig);
  // A connection that breaks while nobody uses it: the pool has dropped it, and the next user gets a new one or the error.
  pool.on('error', () => undefined);
  // One that breaks in use: its query gets the error, and without a listener the event would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
