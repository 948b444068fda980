import type { Change } from '../pipeline/observer.ts';

/** Tells of changes in this process as they happen. Hints may be missing or too many; whoever shows something reads it again. */
export interface Changes {
  /** The listener must not throw and must be quick. Returns the function that ends the subscription. */
  subscribe(listener: (change: Change) => void): () => void;
}

export interface ChangeNotifier extends Changes {
  publish(change: Change): void;
}

export function createChanges(): ChangeNotifier {
  const listeners = new Set<(change: Change) => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    publish(change) {
      for (const listener of listeners) listener(change);
    },
  };
}
