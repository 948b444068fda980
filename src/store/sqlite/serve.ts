import { parentPort } from 'node:worker_threads';

/** The request that a starting thread answers by itself. */
export const READY = -1;

/** The thread's side of `Thread`: answers requests one after the other, until told to stop. */
export function serve<Request, Answer>(answer: (request: Request) => Promise<Answer>, stop: () => void): void {
  const port = parentPort;
  if (port === null) throw new Error('runs only as a worker thread');
  let previous: Promise<void> = Promise.resolve();
  port.on('message', (message: [number, Request] | null) => {
    previous = previous.then(async () => {
      if (message !== null) return port.postMessage([message[0], await answer(message[1])]);
      stop();
      port.close();
    });
  });
  port.postMessage([READY, null]);
}
