import type { Operation } from '../engine.ts';
import { checkQueue } from '../queue-bounds.ts';
import { StoreUnavailable } from '../store.ts';
import { judge, judgeAfterRetries, unavailable } from './errors.ts';

/** Large enough to share a commit, small enough that locks are held briefly. */
const GROUP_MAX = 200;
/** Races and deadlocks are settled by one more try; so many in a row are a defect. */
const RETRIES = 10;

interface Waiting {
  input: unknown;
  resolve(output: unknown): void;
  reject(error: unknown): void;
}

/** Groups the callers of one operation: a group is what queued while the previous one was being committed. */
export class OperationQueue {
  readonly #operation: Operation<unknown, unknown>;
  readonly #commit: (operation: Operation<unknown, unknown>, inputs: readonly unknown[]) => Promise<readonly unknown[]>;
  #queue: Waiting[] = [];
  #running: Promise<void> | null = null;
  #closed = false;

  /** `commit` runs one group in one transaction. */
  constructor(
    operation: Operation<unknown, unknown>,
    commit: (operation: Operation<unknown, unknown>, inputs: readonly unknown[]) => Promise<readonly unknown[]>,
  ) {
    this.#operation = operation;
    this.#commit = commit;
  }

  add(input: unknown): Promise<unknown> {
    if (this.#closed) return Promise.reject(new StoreUnavailable('the store is closed'));
    return new Promise((resolve, reject) => {
      checkQueue(this.#queue.length);
      this.#queue.push({ input, resolve, reject });
      this.#running ??= this.#drain();
    });
  }

  /** Takes nothing new; resolves when what was taken is settled. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #drain(): Promise<void> {
    // Callers of the same moment share the first group too.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0) await this.#settle(this.#queue.splice(0, GROUP_MAX));
    this.#running = null;
  }

  async #settle(group: readonly Waiting[]): Promise<void> {
    try {
      const outputs = await this.#tryCommit(group.map(({ input }) => input));
      for (const [index, { resolve }] of group.entries()) resolve(outputs[index]);
    } catch (error) {
      if (error instanceof StoreUnavailable || group.length === 1) {
        for (const { reject } of group) reject(error);
      } else {
        for (const waiting of group) await this.#settle([waiting]);
      }
    }
  }

  async #tryCommit(inputs: readonly unknown[]): Promise<readonly unknown[]> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#commit(this.#operation, inputs);
      } catch (error) {
        const verdict = tries > RETRIES ? judgeAfterRetries(error) : judge(error);
        if (verdict === 'unavailable') throw unavailable(error);
        if (verdict === 'failed') throw error;
      }
    }
  }
}
