export interface Interruption {
  readonly signal: AbortSignal;
  /** Ctrl+C means what it meant before. */
  release(): void;
}

/** Aborts at Ctrl+C or SIGTERM, so that a command that follows something ends in good order; a second one ends the process at once. */
export function untilInterrupted(): Interruption {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(1);
    controller.abort();
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, onSignal);
  return {
    signal: controller.signal,
    release() {
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, onSignal);
    },
  };
}
