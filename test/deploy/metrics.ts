import { parser } from '@prometheus-io/lezer-promql';
import { freshFolder } from '../support/databases.ts';
import { startGateway } from '../support/gateway-process.ts';

/** Names of the series that a fresh gateway tells, with those that histograms are made of. */
export async function namesInMetrics(): Promise<Set<string>> {
  const folder = freshFolder();
  const gateway = await startGateway({ dataDirectory: folder.directory });
  try {
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    return new Set(
      [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
        type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
      ),
    );
  } finally {
    await gateway.stop();
    folder.remove();
  }
}

/** What is wrong with an expression of PromQL (null: nothing), and the names of the series that it reads. */
export function readPromql(expression: string): { trouble: string | null; names: string[] } {
  const names: string[] = [];
  let trouble: string | null = null;
  parser.parse(expression).iterate({
    enter({ type, from, to }) {
      const text = expression.slice(from, to);
      if (type.isError) trouble ??= `at ${from}: ${expression.slice(Math.max(0, from - 20), to + 20)}`;
      if (type.name === 'VectorSelector') names.push(/^[\w:]+/.exec(text)?.[0] ?? '');
    },
  });
  return { trouble, names };
}
