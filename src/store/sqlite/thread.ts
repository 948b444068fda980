import { Worker } from 'node:worker_threads';
import { checkQueue } from '../queue-bounds.ts';
import { READY } from './serve.ts';

interface Pending<Answer> {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** A worker thread that answers requests, each with one message. */
export class Thread<Request, Answer> {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending<Answer>>();
  readonly #exited: Promise<void>;
  #next = 0;
  #dead: Error | null = null;

  /** Resolves when the thread's script runs; rejects with what it threw while starting. */
  static async start<Request, Answer>(script: URL, workerData: unknown): Promise<Thread<Request, Answer>> {
    const thread = new Thread<Request, Answer>(new Worker(script, { workerData }));
    await new Promise<Answer>((resolve, reject) => thread.#pending.set(READY, { resolve, reject }));
    return thread;
  }

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', ([id, answer]: [number, Answer]) => {
      this.#pending.get(id)?.resolve(answer);
      this.#pending.delete(id);
    });
    worker.on('error', (error) => this.#fail(error instanceof Error ? error : new Error(String(error))));
    this.#exited = new Promise((resolve) => {
      worker.on('exit', () => {
        this.#fail(new Error('the thread ended'));
        resolve();
      });
    });
  }

  get isRunning(): boolean {
    return this.#dead === null;
  }

  call(request: Request): Promise<Answer> {
    if (this.#dead !== null) return Promise.reject(this.#dead);
    return new Promise((resolve, reject) => {
      checkQueue(this.#pending.size);
      const id = this.#next++;
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage([id, request]);
    });
  }

  /** Lets the thread finish and end by itself. */
  async stop(): Promise<void> {
    this.#worker.postMessage(null);
    await this.#exited;
  }

  #fail(error: Error): void {
    this.#dead ??= error;
    for (const pending of this.#pending.values()) pending.reject(error);
    this.#pending.clear();
  }
}
