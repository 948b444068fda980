/** Resolves at the first SIGTERM or SIGINT; a second one ends the process at once. */
export function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        console.error('stopping: finishing what is in hand (once more to stop at once)');
        process.once(signal, () => process.exit(1));
        resolve();
      });
    }
  });
}
