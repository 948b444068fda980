import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Report } from './round.ts';
import type { Order, StageSettings } from './stage-process.ts';

export type StoreName = StageSettings['store'];

/** A stage in a process of its own. */
export interface StageProcess {
  store: StoreName;
  /** One at a time. Rejects if the process ends instead. */
  order(order: Order): Promise<Report>;
  kill(): void;
}

/** Resolves when everything on it runs. */
export async function startStage(settings: StageSettings): Promise<StageProcess> {
  const child = fork(new URL('stage-process.ts', import.meta.url), [JSON.stringify(settings)]);
  await answerOf(child);
  return {
    store: settings.store,
    async order(order) {
      child.send(order);
      return (await answerOf(child)) as Report; // What the process sends for an order.
    },
    kill() {
      if (child.connected) child.disconnect();
    },
  };
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const over = new AbortController();
  const { signal } = over;
  const ended = once(child, 'exit', { signal }).then(([code, killer]) => {
    throw new Error(`the stage ended (${code ?? killer})`);
  });
  const answer = once(child, 'message', { signal }).then(([message]: unknown[]) => message);
  try {
    return await Promise.race([answer, ended]);
  } finally {
    for (const one of [answer, ended]) one.catch(() => {});
    over.abort();
  }
}
