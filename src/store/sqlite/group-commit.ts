import { checkQueue } from '../queue-bounds.ts';
import { storableJson } from '../sql.ts';
import { StoreUnavailable } from '../store.ts';
import type { BatchAnswer, Outcome, WriteBatch } from './batch.ts';
import { toError } from './refusal.ts';

interface Waiting {
  operation: string;
  input: string;
  resolve(output: unknown): void;
  reject(error: Error): void;
}

export interface GroupCommitOptions {
  now(): number;
  /** Commits one batch; never two at once. Rejects only if the writer is gone. */
  commit(batch: WriteBatch): Promise<BatchAnswer>;
  /** When to send the first batch after a rest: a moment later, so that callers of the same moment share it. */
  soon(send: () => void): void;
  committed(topics: readonly string[]): void;
}

/** Gathers concurrent writes into batches: one is whatever queued while the previous one was being committed. */
export class GroupCommit {
  readonly #options: GroupCommitOptions;
  #queue: Waiting[] = [];
  #busy = false;
  #idle: (() => void)[] = [];
  #closed = false;

  constructor(options: GroupCommitOptions) {
    this.#options = options;
  }

  add(operation: string, input: unknown): Promise<unknown> {
    if (this.#closed) return Promise.reject(new StoreUnavailable('the store is closed'));
    return new Promise((resolve, reject) => {
      checkQueue(this.#queue.length);
      this.#queue.push({ operation, input: storableJson(input), resolve, reject });
      if (this.#busy) return;
      this.#busy = true;
      this.#options.soon(() => void this.#drain());
    });
  }

  /** Takes nothing new; resolves when what was taken is settled. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#busy) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = byOperation(this.#queue);
      this.#queue = [];
      await this.#commit(batch);
    }
    this.#busy = false;
    for (const resolve of this.#idle) resolve();
  }

  async #commit(batch: ReadonlyMap<string, Waiting[]>): Promise<void> {
    const groups = [...batch].map(([operation, waiting]) => ({ operation, inputs: waiting.map(({ input }) => input) }));
    const callers = [...batch.values()];
    try {
      const answer = await this.#options.commit({ now: this.#options.now(), groups });
      for (const [index, group] of callers.entries()) settle(group, answer.outcomes[index] ?? []);
      this.#options.committed(answer.topics);
    } catch (cause) {
      const error = new StoreUnavailable('the database writer stopped', { cause });
      for (const waiting of callers.flat()) waiting.reject(error);
    }
  }
}

function byOperation(queue: readonly Waiting[]): Map<string, Waiting[]> {
  const groups = new Map<string, Waiting[]>();
  for (const waiting of queue) {
    const group = groups.get(waiting.operation);
    if (group === undefined) groups.set(waiting.operation, [waiting]);
    else group.push(waiting);
  }
  return groups;
}

function settle(callers: readonly Waiting[], outcomes: readonly Outcome[]): void {
  callers.forEach((caller, index) => {
    const outcome = outcomes[index];
    if (outcome?.ok) caller.resolve(outcome.output);
    else caller.reject(toError(outcome));
  });
}
