export interface Series {
  name: string;
  labels: Readonly<Record<string, string>>;
  value: number;
}

/** The series in Prometheus text, as far as the gateway writes it: no timestamps, no escapes in labels. */
export function readSeries(text: string): Series[] {
  return text.split('\n').flatMap((line) => {
    const [, name, labels = '', value] = /^([a-z_]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (name === undefined) return [];
    const pairs = [...labels.matchAll(/([a-z_]+)="([^"]*)"/g)].map(([, label = '', is = '']) => [label, is] as const);
    return [{ name, labels: Object.fromEntries(pairs), value: Number(value) }];
  });
}
