import { Client } from 'pg';
import { clientConfig } from './pool.ts';
import { within } from './postgres-sql.ts';

const CHANNEL = 'chasqui';
/** Word from node to node, which is not about topics. */
const TALK = 'chasqui_nodes';
/** More words than this are dropped while one is on its way. */
const MOST_WAITING = 100;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 10_000;
/** For the server to answer, also while connecting: a server that is replaced may leave connections that nobody ends. */
const ANSWER_MS = 5_000;

export interface ListenerOptions {
  url: string;
  /** Distinguishes this process's own notifications, which it does not wait for. */
  node: string;
  /** Null: anything may have been missed. */
  notified(topics: readonly string[] | null): void;
  /** Another node's word. */
  told(text: string): void;
}

/**
 * One connection of its own that hears of other nodes' commits and tells them of ours. It comes back by itself; meanwhile hints are lost,
 * which is what the polling behind them is for.
 *
 * Notifications go out after the commit, not inside it: PostgreSQL lets only one notifying transaction commit at a time.
 */
export class Listener {
  readonly #options: ListenerOptions;
  #client: Client | null = null;
  #outgoing = new Set<string>();
  #words: string[] = [];
  #sending = false;
  #retry: NodeJS.Timeout | null = null;
  #retryMs = FIRST_RETRY_MS;
  #closed = false;

  constructor(options: ListenerOptions) {
    this.#options = options;
  }

  async connect(): Promise<void> {
    const client = new Client({ ...clientConfig(this.#options.url), connectionTimeoutMillis: ANSWER_MS });
    client.on('error', () => this.#lost(client));
    client.on('end', () => this.#lost(client));
    client.on('notification', ({ channel, payload = '' }) => {
      if (channel === TALK) this.#told(payload);
      else this.#heard(payload);
    });
    try {
      await client.connect();
      await client.query(within(ANSWER_MS, { text: `listen ${CHANNEL}; listen ${TALK}` }));
    } catch (error) {
      void end(client);
      throw error;
    }
    this.#client = client;
    this.#retryMs = FIRST_RETRY_MS;
  }

  send(topics: Iterable<string>): void {
    for (const topic of topics) this.#outgoing.add(topic);
    if (!this.#sending && this.#outgoing.size > 0) void this.#flush();
  }

  tell(text: string): void {
    if (this.#words.length < MOST_WAITING) this.#words.push(text);
    if (!this.#sending) void this.#flush();
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    const client = this.#client;
    this.#client = null;
    await client?.end();
  }

  #heard(payload: string): void {
    const [node, topics = ''] = payload.split(':');
    if (node !== this.#options.node) this.#options.notified(topics.split(','));
  }

  #told(payload: string): void {
    const { node } = this.#options;
    if (!payload.startsWith(`${node}:`)) this.#options.told(payload.slice(payload.indexOf(':') + 1));
  }

  async #flush(): Promise<void> {
    this.#sending = true;
    while (this.#client !== null && (this.#outgoing.size > 0 || this.#words.length > 0)) {
      const client = this.#client;
      const values = this.#next();
      try {
        await client.query(within(ANSWER_MS, { name: 'notify', text: 'select pg_notify($1, $2)', values }));
      } catch {
        // The connection is of no use; `#lost` brings another, and polling covers the hint.
        void end(client);
        break;
      }
    }
    this.#outgoing = new Set();
    this.#words = [];
    this.#sending = false;
  }

  /** Topics first: work waits for them. */
  #next(): [channel: string, payload: string] {
    const { node } = this.#options;
    if (this.#outgoing.size === 0) return [TALK, `${node}:${this.#words.shift()}`];
    const payload = `${node}:${[...this.#outgoing].join(',')}`;
    this.#outgoing = new Set();
    return [CHANNEL, payload];
  }

  #lost(client: Client): void {
    if (this.#closed || (this.#client !== null && this.#client !== client) || this.#retry !== null) return;
    this.#client = null;
    this.#retry = setTimeout(() => void this.#reconnect(), this.#retryMs);
    this.#retry.unref();
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }

  async #reconnect(): Promise<void> {
    this.#retry = null;
    try {
      await this.connect();
      this.#options.notified(null);
    } catch {
      // `error` or `end` of the failed client may not have fired; one timer is enough.
      this.#retry ??= setTimeout(() => void this.#reconnect(), this.#retryMs).unref();
    }
  }
}

/** Whatever state it is in. */
async function end(client: Client): Promise<void> {
  await client.end().catch(() => undefined);
}
