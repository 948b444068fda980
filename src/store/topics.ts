/** Who wants to hear of which topic, inside this process. */
export class Topics {
  readonly #listeners = new Map<string, Set<() => void>>();

  listen(topic: string, notified: () => void): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners);
    // A function of its own, so that one callback may listen twice and leave once.
    const listener = () => notified();
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  fire(topics: Iterable<string>): void {
    for (const topic of topics) for (const notified of this.#listeners.get(topic) ?? []) notified();
  }

  fireAll(): void {
    this.fire(this.#listeners.keys());
  }
}
