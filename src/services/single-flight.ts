/**
 * Runs `action` once at a time. A call during a run waits for another run that begins afterwards, so that it sees what was written
 * before the call; calls waiting for that run share it.
 */
export function createSingleFlight(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let queued: Promise<void> | null = null;

  function start(): Promise<void> {
    const run = action().finally(() => {
      if (running === run) running = null;
    });
    running = run;
    return run;
  }

  return () => {
    if (queued) return queued;
    if (!running) return start();
    queued = running
      .catch(() => {}) // Its own callers hear of it.
      .then(() => {
        queued = null;
        return start();
      });
    return queued;
  };
}
