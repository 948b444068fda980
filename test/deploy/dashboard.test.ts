import { expect, test } from 'vitest';
import dashboard from '../../deploy/grafana/chasqui.json' with { type: 'json' };
import { namesInMetrics, readPromql } from './metrics.ts';

const charts = dashboard.panels.filter(({ type }) => type !== 'row');
const targets = charts.flatMap(({ targets = [] }) => targets);
/** As Grafana fills it in. */
const filled = (expression: string) => expression.replaceAll('$__rate_interval', '1m').replaceAll('$job', 'chasqui');

test('every panel has an id, a place and a description of its own', () => {
  expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  expect(charts.filter(({ title, description }) => !title || !description)).toEqual([]);
  const cells = charts.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, index) => `${x + (index % w)} ${y + Math.floor(index / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(charts.filter(({ gridPos: { x, w } }) => x + w > 24)).toEqual([]);
});

test('panels ask the data source that is chosen above them', () => {
  expect(dashboard.templating.list.map(({ name, type }) => `${name} ${type}`)).toEqual([
    'datasource datasource',
    'job query',
  ]);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how Grafana writes it.
  const chosen = '${datasource}';
  expect(targets.filter(({ datasource }) => datasource.uid !== chosen)).toEqual([]);
  expect(targets.filter(({ expr }) => !expr.includes('job="$job"'))).toEqual([]);
});

test('panels ask in PromQL, and only for what a gateway tells', async () => {
  const names = await namesInMetrics();
  for (const { expr } of targets) expect(readPromql(filled(expr)).trouble).toBeNull();
  const read = targets.flatMap(({ expr }) => readPromql(filled(expr)).names);
  expect(read.length).toBeGreaterThan(charts.length);
  expect(read.filter((name) => !names.has(name))).toEqual([]);
});
