import { isSame } from './ordered.ts';

/** Longer texts are shown by the lines that differ. */
const SHORT = 60;
const MOST_LINES = 6;

/** What differs between two plain values, a line each member: `rules.gatherMs: 1500 → 2000`. Members that `after` lacks are left alone. */
export function differences(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  path = '',
): string[] {
  return Object.entries(after).flatMap(([name, value]) => {
    if (value === undefined || isSame(before[name], value)) return [];
    return [`${path}${name}: ${describeChange(before[name], value)}`];
  });
}

/** As `differences`; what `after` lacks goes. */
export function wholeDifferences(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  path = '',
): string[] {
  const gone = Object.keys(before).filter((name) => after[name] === undefined);
  return [...differences(before, after, path), ...gone.map((name) => `${path}${name}: is taken away`)];
}

function describeChange(before: unknown, after: unknown): string {
  const [old, fresh] = [show(before), show(after)];
  if (old.length + fresh.length <= 2 * SHORT) return `${old} → ${fresh}`;
  return describeLines(linesOf(before), linesOf(after));
}

function describeLines(before: readonly string[], after: readonly string[]): string {
  const gone = without(before, after).map((line) => `    - ${line}`);
  const come = without(after, before).map((line) => `    + ${line}`);
  if (gone.length + come.length === 0) return 'its lines are in another order';
  return ['', ...cut(gone), ...cut(come)].join('\n');
}

function cut(lines: readonly string[]): string[] {
  if (lines.length <= MOST_LINES) return [...lines];
  return [...lines.slice(0, MOST_LINES), `      and ${lines.length - MOST_LINES} lines more`];
}

/** Lines of `some` that `others` has not as often. */
function without(some: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return some.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function linesOf(value: unknown): string[] {
  if (value === undefined) return [];
  return (typeof value === 'string' ? value : JSON.stringify(value, null, 2)).split('\n');
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
