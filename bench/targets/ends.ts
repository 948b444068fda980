import { type MockGraph, startMockGraph } from '../mock-graph.ts';
import { startScript } from './script.ts';
import type { Ends } from './target.ts';

export interface OpenEnds extends Ends {
  graph: MockGraph;
}

/** Runs with an echo bot in a process of its own and a mock Graph server in this one, and ends both. */
export async function withEnds<Result>(run: (ends: OpenEnds) => Promise<Result>): Promise<Result> {
  const bot = await startScript('echo-bot.ts');
  const graph = await startMockGraph();
  try {
    return await run({ botUrl: `http://127.0.0.1:${bot.port}/`, graphUrl: graph.url, graph });
  } finally {
    graph.close();
    await bot.stop();
  }
}
