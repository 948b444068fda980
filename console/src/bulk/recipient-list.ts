import Papa from 'papaparse';
import type { TemplateField } from '../templates/send/template-fields.ts';

/** A list of people as it was pasted or uploaded: a table. */
export interface RecipientTable {
  /** Names of the columns: of the first line if that names them, else letters. */
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  /** Number of the first row's line in the text, from 1. */
  firstLine: number;
}

/** Where a value comes from: a column of the table, or the same text for everybody. */
export type Source = { column: number } | { text: string };

/** By pointer of a field. */
export type Mapping = Readonly<Record<string, Source>>;

const PHONE = /^\+?[\d\s().\-/]{6,30}$/;

/** Whether it could be a phone number in international form; the gateway judges what it is. */
function isPhoneLike(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '').length;
  return PHONE.test(text.trim()) && digits >= 7 && digits <= 16;
}

/** Reads lines of values between commas, semicolons or tabs. The first line names the columns if no cell of it is a phone number. */
export function readTable(text: string): RecipientTable {
  const lines = Papa.parse<string[]>(text.trim(), { skipEmptyLines: 'greedy' }).data;
  const [first = [], ...rest] = lines;
  const isNamed = lines.length > 1 && !first.some(isPhoneLike);
  const rows = isNamed ? rest : lines;
  const width = Math.max(0, ...lines.map((line) => line.length));
  const columns = Array.from({ length: width }, (_, index) => (isNamed && first[index]?.trim()) || letter(index));
  return { columns, rows, firstLine: isNamed ? 2 : 1 };
}

function letter(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + (index % 26));
}

/** The column with phone numbers, as far as it shows; else the first. */
export function guessPhoneColumn({ columns, rows }: RecipientTable): number {
  const sample = rows.slice(0, 20);
  const found = columns.findIndex((_, column) => sample.some((row) => isPhoneLike(row[column] ?? '')));
  return Math.max(0, found);
}

/** Fields take the columns of their name, else those beside the phone number in their order; the text comes before header and buttons. */
export function guessMapping(table: RecipientTable, fields: readonly TemplateField[], phoneColumn: number): Mapping {
  const others = table.columns.map((_, column) => column).filter((column) => column !== phoneColumn);
  const named = (name: string) => table.columns.findIndex((column) => column.toLowerCase() === name.toLowerCase());
  const free = others.filter((column) => !fields.some(({ name }) => named(name) === column));
  const textFirst = fields.toSorted((one, other) => Number(other.part === 'body') - Number(one.part === 'body'));
  return Object.fromEntries(
    textFirst.map(({ pointer, name }) => {
      const column = named(name) >= 0 ? named(name) : free.shift();
      return [pointer, column === undefined ? { text: '' } : { column }];
    }),
  );
}

export type RowProblem = 'phone' | 'value' | 'duplicate';

export interface CheckedRows {
  /** The rows that can be addressed, with the values of their fields. */
  good: readonly { to: string; values: Readonly<Record<string, string>> }[];
  /** `line`: in the text, from 1. */
  wrong: readonly { line: number; problem: RowProblem; text: string }[];
}

export interface CheckRequest {
  table: RecipientTable;
  phoneColumn: number;
  mapping: Mapping;
  fields: readonly TemplateField[];
}

/** Which rows can be addressed, and what is wrong with the others. Somebody who stands there twice is addressed once. */
export function checkRows({ table, phoneColumn, mapping, fields }: CheckRequest): CheckedRows {
  const seen = new Set<string>();
  const good: CheckedRows['good'][number][] = [];
  const wrong: CheckedRows['wrong'][number][] = [];
  for (const [index, row] of table.rows.entries()) {
    const to = row[phoneColumn]?.trim() ?? '';
    const digits = to.replaceAll(/\D/g, '');
    const values = Object.fromEntries(fields.map(({ pointer }) => [pointer, cellOf(row, mapping[pointer])]));
    const problem = problemOf({ to, digits, values, seen });
    if (problem === null) good.push({ to, values });
    else wrong.push({ line: table.firstLine + index, problem, text: row.join(', ') });
    seen.add(digits);
  }
  return { good, wrong };
}

interface Row {
  to: string;
  digits: string;
  values: Readonly<Record<string, string>>;
  seen: ReadonlySet<string>;
}

function problemOf({ to, digits, values, seen }: Row): RowProblem | null {
  if (!isPhoneLike(to)) return 'phone';
  if (seen.has(digits)) return 'duplicate';
  return Object.values(values).some((value) => value === '') ? 'value' : null;
}

function cellOf(row: readonly string[], source: Source | undefined): string {
  if (source === undefined) return '';
  return ('text' in source ? source.text : (row[source.column] ?? '')).trim();
}
