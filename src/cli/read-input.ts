import { readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
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

/** A file in YAML or JSON. */
export function readDocument(path: string): unknown {
  const text = readText(path);
  try {
    // YAML reads JSON too.
    return parseYaml(text);
  } catch (cause) {
    throw new UsageError(`${path} is neither JSON nor YAML: ${reason(cause)}`, { cause });
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
