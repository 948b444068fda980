import { type MockGraph, type SentText, startMockGraph, type Verdict } from '../mock-graph.ts';

/** A message that the provider took. */
export interface Taken extends SentText {
  id: string;
}

/** The mock Graph server as a witness: misbehaves on request, and remembers in which order it took what. */
export interface Provider {
  graph: MockGraph;
  taken: readonly Taken[];
  /** When it last took a message, in milliseconds since 1970. */
  lastTakenAt(): number;
}

export interface ProviderOptions {
  /** How the first request with this text ends; null: well. Every later one ends well. */
  firstVerdict(text: string): Verdict | null;
  onTaken(taken: Taken): void;
}

export async function startProvider({ firstVerdict, onTaken }: ProviderOptions): Promise<Provider> {
  const taken: Taken[] = [];
  const tried = new Set<string>();
  let lastTakenAt = Date.now();
  const graph = await startMockGraph({
    judge({ text }) {
      const isFirst = !tried.has(text);
      tried.add(text);
      return (isFirst && firstVerdict(text)) || 'accept';
    },
    onAccepted(sent, id) {
      lastTakenAt = Date.now();
      taken.push({ ...sent, id });
      onTaken({ ...sent, id });
    },
  });
  return { graph, taken, lastTakenAt: () => lastTakenAt };
}
