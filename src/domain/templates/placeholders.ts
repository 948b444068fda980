import type { ParameterFormat } from '../template.ts';
import { firstProblem, type TemplateProblem } from './template-problem.ts';

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** What stands in double braces, in order, each once. */
export function placeholdersOf(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name))];
}

/** Numbers from 1 without gaps, or names in lower case. */
export function checkPlaceholders(text: string, format: ParameterFormat, path: string): TemplateProblem | null {
  const names = placeholdersOf(text);
  if (format === 'named') {
    const wrong = names.find((name) => !/^[a-z][a-z0-9_]*$/.test(name));
    if (wrong === undefined) return null;
    return { path, message: `{{${wrong}}} is not a name: use lower-case letters, digits and underscores` };
  }
  const numbers = names.map(Number).toSorted((left, right) => left - right);
  const gap = numbers.findIndex((number, index) => number !== index + 1);
  if (gap === -1) return null;
  const seen = names.map((name) => `{{${name}}}`).join(', ');
  return { path, message: `variables must be {{1}}, {{2}} and so on without gaps, but there is ${seen}` };
}

/** Reviewers must see every variable filled, and nothing else. */
export function checkExamples(
  text: string,
  examples: Readonly<Record<string, string>> | undefined,
  path: string,
): TemplateProblem | null {
  const names = placeholdersOf(text);
  const missing = names.find((name) => !examples?.[name]?.trim());
  if (missing !== undefined)
    return { path: `${path}/${missing}`, message: `the variable {{${missing}}} needs an example` };
  return firstProblem(Object.keys(examples ?? {}), (name) =>
    names.includes(name) ? null : { path: `${path}/${name}`, message: 'the text has no such variable' },
  );
}

/** A text may neither begin nor end with a variable, and there must be words between two (2388293, 2388299). */
export function checkPlaces(text: string, path: string): TemplateProblem | null {
  const pattern = PLACEHOLDER.source;
  if (new RegExp(`^\\s*${pattern}`).test(text)) return { path, message: 'must not begin with a variable' };
  if (new RegExp(`${pattern}\\s*$`).test(text)) return { path, message: 'must not end with a variable' };
  const touching = new RegExp(`${pattern}\\s*${pattern}`).test(text);
  return touching ? { path, message: 'two variables must have words between them' } : null;
}
