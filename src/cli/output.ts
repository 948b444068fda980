import stringWidth from 'string-width';
import { UsageError } from './errors.ts';

/** What commands print: tables and sentences for people, JSON for scripts. */
export function print(data: unknown, options: { json?: boolean }, show: () => string): void {
  console.log(options.json ? JSON.stringify(data, null, 2) : plain(show()));
}

/** A remark beside the output: it goes to standard error, so that scripts need not skip it. */
export function remark(text: string): void {
  console.error(plain(text));
}

/** Strangers' texts must not steer the terminal: control characters other than line ends, and overrides of direction, are left out. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (character) =>
    /[\n\t]/.test(character) ? character : '',
  );
}

export interface Column<Item> {
  head: string;
  cell(item: Item): string | number | null | undefined;
  /** Names and texts: may be cut so that the table fits the terminal. */
  isFlexible?: true;
}

const GAP = '  ';
const SHORTEST_FLEXIBLE = 10;

/** A line an item under a head. Cut to the terminal, if there is one, but for columns that one copies from. */
export function table<Item>(columns: readonly Column<Item>[], items: readonly Item[]): string {
  const rows = items.map((item) => columns.map(({ cell }) => oneLine(String(cell(item) ?? '-'))));
  const natural = columns.map(({ head }, at) =>
    Math.max(...[head, ...rows.map((row) => row[at] ?? '')].map((text) => stringWidth(text))),
  );
  const widths = fitWidths(columns, natural, process.stdout.columns ?? Number.POSITIVE_INFINITY);
  return [columns.map(({ head }) => head), ...rows]
    .map((row) =>
      row
        .map((text, at) => pad(shorten(text, widths[at]), widths[at] ?? 0))
        .join(GAP)
        .trimEnd(),
    )
    .join('\n');
}

/** Takes from the widest flexible column until the line fits or nothing is left to take. */
function fitWidths<Item>(columns: readonly Column<Item>[], natural: readonly number[], room: number): number[] {
  const widths = [...natural];
  const excess = () => widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length) - room;
  while (excess() > 0) {
    const [widest] = columns
      .map(({ isFlexible }, at) => ({ at, width: isFlexible ? (widths[at] ?? 0) : 0 }))
      .sort((left, right) => right.width - left.width);
    if (!widest || widest.width <= SHORTEST_FLEXIBLE) break;
    widths[widest.at] = Math.max(SHORTEST_FLEXIBLE, widest.width - Math.max(1, Math.min(excess(), 8)));
  }
  return widths;
}

/** Names and values below one another; what has no value is left out. */
export function facts(pairs: readonly (readonly [string, string | number | null | undefined])[]): string {
  const told = pairs.filter(([, value]) => value !== null && value !== undefined && value !== '');
  const width = Math.max(...told.map(([name]) => name.length));
  return told
    .map(([name, value]) => `${name.padEnd(width)}  ${String(value).replaceAll('\n', `\n${' '.repeat(width)}  `)}`)
    .join('\n');
}

export function time(iso: string | null | undefined): string | null {
  return iso ? iso.replace('T', ' ').slice(0, 19) : null;
}

/** One line of at most `width` columns of the terminal. */
export function shorten(text: string, width = 60): string {
  const line = oneLine(text);
  if (stringWidth(line) <= width) return line;
  let short = '';
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    if (stringWidth(short + segment) >= width) break;
    short += segment;
  }
  return `${short}…`;
}

function oneLine(text: string): string {
  return plain(text).replace(/\s+/g, ' ');
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

/** `1 file`, `2 files` */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `name=value` options as an object; throws a sentence for anything else. */
export function parsePairs(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new UsageError(`"${pair}" must be written name=value`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
