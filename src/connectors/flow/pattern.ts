import { RE2JS } from 're2js';
import { Mistake, readText } from '../../domain/parsing/fields.ts';

/**
 * A regular expression that always ends soon: RE2 matches in time linear to the text, whatever the expression, so that nobody can make
 * the gateway stand still with a long message. It has no backreferences and no look-ahead.
 */
export interface Pattern {
  /** Names of its groups. */
  groups: readonly string[];
  /** Looks anywhere in the text. Null: no match; else what the named groups caught. */
  match(text: string): Readonly<Record<string, string>> | null;
}

const MAX_CHARACTERS = 1_000;

/** Reads a pattern out of a definition. Throws `Mistake`. */
export function readPattern(input: unknown, path: string): Pattern {
  const source = readText(input, path);
  if (source.length > MAX_CHARACTERS) throw new Mistake(path, `is longer than ${MAX_CHARACTERS} characters`);
  const compiled = compileLinear(source, 0);
  if (typeof compiled === 'string') throw new Mistake(path, `is not a regular expression: ${compiled}`);
  return {
    groups: Object.keys(compiled.namedGroups()),
    match(text) {
      const matcher = compiled.matcher(text);
      if (!matcher.find()) return null;
      const caught = Object.entries(matcher.getNamedGroups());
      return Object.fromEntries(caught.map(([name, value]) => [name, value ?? '']));
    },
  };
}

/** A string says what is wrong with the expression. */
export function compileLinear(source: string, flags: number): RE2JS | string {
  try {
    return RE2JS.compile(source, flags);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
