/** What commands print: tables for people, JSON for scripts. */
export function print(data: unknown, options: { json?: boolean }, show: () => string): void {
  console.log(options.json ? JSON.stringify(data, null, 2) : show());
}

/** Columns as wide as their widest cell; the last is not padded. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], empty: string): string {
  if (rows.length === 0) return empty;
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines
    .map((line) =>
      line.map((cell, column) => (column === line.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  '),
    )
    .join('\n');
}

export function time(iso: string): string {
  return iso.replace('T', ' ').slice(0, 19);
}

/** One line of at most `length` characters. */
export function shorten(text: string, length = 60): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
}

/** `name=value` options as an object; throws a sentence for anything else. */
export function parsePairs(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new Error(`"${pair}" must be written name=value`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
