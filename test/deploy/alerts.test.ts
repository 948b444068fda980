import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deployYaml, ROOT } from './deploy-files.ts';
import { namesInMetrics, readPromql } from './metrics.ts';

interface Alert {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; description: string; runbook_url: string };
}

const { groups } = deployYaml('prometheus/alerts.yml') as { groups: { rules: Alert[] }[] };
const alerts = groups.flatMap(({ rules }) => rules);

test.each(alerts.map((alert) => [alert.alert, alert] as const))('%s is PromQL, and says what is wrong', (_, alert) => {
  expect(readPromql(alert.expr).trouble).toBeNull();
  expect(['warning', 'critical']).toContain(alert.labels.severity);
  expect(alert.annotations).toMatchObject({ summary: expect.any(String), description: expect.any(String) });
});

test('a broken expression would be noticed', () => {
  expect(readPromql('sum by (job (rate(a[5m]))').trouble).not.toBeNull();
  expect(readPromql('rate(a_total{b="c"}[5m]) / d').names).toEqual(['a_total', 'd']);
});

test('alerts read only what a gateway tells', async () => {
  const names = await namesInMetrics();
  const read = alerts.flatMap(({ expr }) => readPromql(expr).names);
  expect(read.length).toBeGreaterThan(alerts.length);
  expect(read.filter((name) => name !== 'up' && !names.has(name))).toEqual([]);
});

test('every alert leads to a section of docs/operations.md, and every such section has its alert', () => {
  const page = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
  const sections = [...page.matchAll(/^#+ (Chasqui\w+)$/gm)].map(([, name = '']) => name);
  expect(sections).toEqual(alerts.map(({ alert }) => alert));
  for (const { alert, annotations } of alerts)
    expect(annotations.runbook_url).toBe(`docs/operations.md#${alert.toLowerCase()}`);
});

test('prometheus.yml reads these rules, and the nodes of the compose file', () => {
  const { rule_files, scrape_configs } = deployYaml('prometheus/prometheus.yml') as {
    rule_files: string[];
    scrape_configs: { job_name: string; static_configs: { targets: string[] }[] }[];
  };
  expect(rule_files).toEqual(['alerts.yml']);
  const { services } = deployYaml('compose.yaml') as { services: Record<string, unknown> };
  const nodes = Object.keys(services).filter((name) => name.startsWith('gateway-'));
  const [job] = scrape_configs;
  expect(job?.job_name).toBe('chasqui');
  expect(job?.static_configs.flatMap(({ targets }) => targets)).toEqual(nodes.map((name) => `${name}:8080`));
});
