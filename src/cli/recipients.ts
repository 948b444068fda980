import { parse as parseCsv } from 'csv-parse/sync';
import type { Schemas } from './client.ts';
import { UsageError } from './errors.ts';

/** One line of a list of recipients. */
export interface ListedPerson {
  /** Where it stands in the file, for complaints. */
  line: number;
  to: string;
  /** As the API takes them; of JSON lines only. */
  parameters?: Schemas['BulkTarget']['parameters'];
  /** The other columns. */
  columns: Readonly<Record<string, string>>;
}

/** Reads CSV with a title line, or JSON lines; `name` is the file's, for complaints. */
export function readRecipients(text: string, name: string): ListedPerson[] {
  const people = /^\s*\{/.test(text) ? readJsonLines(text, name) : readCsv(text, name);
  if (people.length === 0) throw new UsageError(`${name} names nobody`);
  return people;
}

interface CsvRow {
  record: Record<string, string>;
  info: { lines: number };
}

function readCsv(text: string, name: string): ListedPerson[] {
  return parseRows(text, name).map(({ record: { to, ...columns }, info }) => {
    if (to === undefined)
      throw new UsageError(`${name} has no column "to"; its title line names ${Object.keys(columns).join(', ')}`);
    if (to === '') throw new UsageError(`${name}, line ${info.lines}: "to" is empty`);
    return { line: info.lines, to, columns };
  });
}

function parseRows(text: string, name: string): CsvRow[] {
  try {
    // `columns` and `info` make rows of this shape.
    return parseCsv(text, {
      bom: true,
      columns: (titles: string[]) => titles.map((title) => title.trim()),
      delimiter: [',', ';', '\t'],
      info: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as CsvRow[];
  } catch (cause) {
    throw new UsageError(`${name}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

function readJsonLines(text: string, name: string): ListedPerson[] {
  return text
    .split('\n')
    .flatMap((json, at) => (json.trim() === '' ? [] : [readJsonLine(json, `${name}, line ${at + 1}`, at + 1)]));
}

function readJsonLine(json: string, place: string, line: number): ListedPerson {
  const { to, parameters, ...rest } = parseObject(json, place);
  if (typeof to !== 'string' || to === '') throw new UsageError(`${place}: "to" must be a phone number or a user id`);
  const columns = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, String(value)]));
  // The gateway checks them.
  return {
    line,
    to,
    columns,
    ...(parameters !== undefined && { parameters: parameters as NonNullable<ListedPerson['parameters']> }),
  };
}

function parseObject(json: string, place: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch (cause) {
    throw new UsageError(`${place}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
  throw new UsageError(`${place}: expected an object such as {"to": "+15550100001", "parameters": ["Ana"]}`);
}
