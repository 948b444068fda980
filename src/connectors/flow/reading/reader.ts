import { catchMistake, type Fields, Mistake } from '../../../domain/parsing/fields.ts';
import { insertPlain } from '../templates/insert.ts';
import { GIVEN } from '../templates/scope.ts';
import { readTemplate, type Template } from '../templates/template.ts';
import type { TextOptions } from '../templates/text.ts';

/** A section named somewhere. `from` null: by a trigger. */
export interface Reference {
  section: string;
  path: string;
  from: string | null;
}

/** What reading a definition carries along: it goes on behind a mistake, so that several are told at once. */
export interface Reader {
  timezone: string;
  secrets: ReadonlySet<string> | 'any';
  mistakes: Mistake[];
  references: Reference[];
}

/** Where a step is read. */
export interface Place {
  reader: Reader;
  /** The section that the step stands in. */
  section: string;
}

const NAME = /^[A-Za-z][\w-]*$/;

/** A mistake is noted, and what it belongs to left out. */
export function attempt<Value>(reader: Reader, read: () => Value): Value | undefined {
  const result = catchMistake(read);
  if (result.ok) return result.value;
  reader.mistakes.push(result.mistake);
  return undefined;
}

/** Section and variable names. */
export function requireName(name: string, path: string): string {
  if (!NAME.test(name)) throw new Mistake(path, 'must be a name of letters, digits, _ and -, beginning with a letter');
  return name;
}

export function requireVariable(name: string, path: string): string {
  requireName(name, path);
  if (GIVEN.some((one) => one === name)) throw new Mistake(path, `must not be ${name}, which has a meaning of its own`);
  return name;
}

/** The variable named by `store`. */
export function readStore(fields: Fields): string {
  return requireVariable(fields.text('store'), fields.pathOf('store'));
}

/** A section named in a field; whether it exists is seen when all are read. */
export function readReference(reader: Reader, fields: Fields, { name, from }: { name: string; from: string | null }) {
  const section = fields.text(name);
  reader.references.push({ section, path: fields.pathOf(name), from });
  return section;
}

export function requireTrue(fields: Fields, name: string): void {
  if (fields.flag(name) !== true) throw fields.mistake(name, 'must be true');
}

/** Which of the alternatives is there. */
export function oneMember<Name extends string>(fields: Fields, names: readonly Name[]): Name {
  const [found, another] = names.filter((name) => fields.has(name));
  if (found === undefined || another !== undefined) {
    throw new Mistake(fields.path, `needs exactly one of ${names.join(', ')}`);
  }
  return found;
}

/** A template without secrets, for what is said, noted or sent as a body. */
export function readPlainTemplate(reader: Reader, value: unknown, path: string): Template {
  return readTemplate(value, path, plainOptions(reader));
}

function plainOptions({ timezone }: Reader): TextOptions {
  return { timezone, secrets: null, insert: insertPlain };
}
