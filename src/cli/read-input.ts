import { readFileSync } from 'node:fs';
import { parse as parseYaml, YAMLParseError } from 'yaml';
import { fileTrouble, UsageError } from './errors.ts';

/** The text of a file; `-` is standard input. */
export function readText(path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (cause) {
    throw new UsageError(`${path} cannot be read: ${fileTrouble(cause)}`, { cause });
  }
}

/** JSON as it was given, or in the file that `@path` names (`@-`: standard input; YAML too). `option` names it in complaints. */
export function readJson(given: string, option: string): unknown {
  if (given.startsWith('@')) return readDocument(given.slice(1));
  try {
    return JSON.parse(given);
  } catch (cause) {
    throw new UsageError(`${option} is not JSON: ${reason(cause)}`, { cause });
  }
}

/** A file in YAML or JSON. `secret`: nothing of it is repeated in complaints. */
export function readDocument(path: string, content: 'open' | 'secret' = 'open'): unknown {
  const text = readText(path);
  try {
    // YAML reads JSON too.
    return parseYaml(text);
  } catch (cause) {
    if (content === 'secret') throw new UsageError(`${path} is neither JSON nor YAML${placeOf(cause)}`);
    throw new UsageError(`${path} is neither JSON nor YAML: ${reason(cause)}`, { cause });
  }
}

function placeOf(cause: unknown): string {
  const [start] = (cause instanceof YAMLParseError && cause.linePos) || [];
  return start
    ? `: see line ${start.line}, column ${start.col} (placeholders between braces want quotes: "\${NAME}")`
    : '';
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
