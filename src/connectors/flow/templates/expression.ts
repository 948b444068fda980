import jsonata from 'jsonata';
import { isRecord, Mistake, readText } from '../../../domain/parsing/fields.ts';
import { LinearRegExp } from './linear-regexp.ts';
import type { Scope } from './scope.ts';

/** A JSONata expression (https://docs.jsonata.org) under limits. */
export interface Expression {
  /** The JSON value; undefined for nothing. `now`: what `$now()` and `$millis()` give, epoch ms. Throws `ExpressionFailed`. */
  evaluate(scope: Scope, now: number): Promise<unknown>;
}

/** An expression went wrong with the values of this turn; the message is for the operator. */
export class ExpressionFailed extends Error {}

const MAX_CHARACTERS = 10_000;
/** The step limit is the one that counts, because it is the same on every machine; the time is the net beneath it. */
const MAX_STEPS = 50_000;
const LIMITS = { timeout: 1_000, stack: 500, sequence: 10_000 };
/** The hook that JSONata offers for limiting an evaluation: https://docs.jsonata.org/embedding-extending */
const ENTRY = Symbol.for('jsonata.__evaluate_entry');
/** Where an evaluation keeps its count; no expression can spell this name. */
const COUNT = '#steps';

/** Reads an expression out of a definition. Throws `Mistake`. */
export function readExpression(input: unknown, path: string): Expression {
  const source = readText(input, path);
  if (source.length > MAX_CHARACTERS) throw new Mistake(path, `is longer than ${MAX_CHARACTERS} characters`);
  const compiled = compile(source, path);
  checkTree(compiled.ast(), path);
  return { evaluate: (scope, now) => evaluate(compiled, scope, now) };
}

function compile(source: string, path: string): jsonata.Expression {
  try {
    // The cast: JSONata uses only what LinearRegExp has.
    const compiled = jsonata(source, { ...LIMITS, RegexEngine: LinearRegExp as unknown as RegExpConstructor });
    // The types know names only; the hook is a symbol all the same.
    compiled.assign(ENTRY as unknown as string, countStep);
    return compiled;
  } catch (error) {
    throw new Mistake(path, `is not a JSONata expression: ${describeError(error)}`);
  }
}

async function evaluate(compiled: jsonata.Expression, scope: Scope, now: number): Promise<unknown> {
  const bindings = {
    [COUNT]: { steps: 0 },
    now: () => new Date(now).toISOString(),
    millis: () => now,
    // Would compile text, perhaps a person's, without the checks above.
    eval: () => refuse('$eval is not available'),
    pad: (text: string | undefined, width: number, filler?: string) => pad(text, width, filler),
  };
  try {
    const result: unknown = await compiled.evaluate(scope, bindings);
    // As it will be after a restart: plain JSON.
    const json: string | undefined = JSON.stringify(result);
    return json === undefined ? undefined : JSON.parse(json);
  } catch (error) {
    if (error instanceof ExpressionFailed) throw error;
    throw new ExpressionFailed(describeError(error), { cause: error });
  }
}

function countStep(_node: unknown, _input: unknown, environment: jsonata.Environment): void {
  const count: { steps: number } = environment.lookup(COUNT);
  count.steps += 1;
  if (count.steps > MAX_STEPS) refuse(`it takes more than ${MAX_STEPS} steps`);
}

/** JSONata's own makes a string of any length. */
function pad(text: string | undefined, width: number, filler = ' '): string | undefined {
  if (text === undefined) return undefined;
  if (Math.abs(width) > LIMITS.sequence) refuse(`$pad is limited to ${LIMITS.sequence} characters`);
  return width < 0 ? text.padStart(-width, filler) : text.padEnd(width, filler);
}

function refuse(why: string): never {
  throw new ExpressionFailed(why);
}

/** Regular expressions that RE2 lacks, and secrets, which no expression gets. */
function checkTree(node: unknown, path: string): void {
  if (Array.isArray(node)) {
    for (const child of node) checkTree(child, path);
    return;
  }
  if (!isRecord(node)) return;
  if (node.type === 'regex' && node.value instanceof RegExp) checkRegExp(node.value, path);
  if (node.type === 'path' && Array.isArray(node.steps) && node.steps[0]?.value === 'secrets') {
    throw new Mistake(path, 'must not use secrets: they are for the url, query and headers of a call only');
  }
  for (const child of Object.values(node)) if (!(child instanceof RegExp)) checkTree(child, path);
}

function checkRegExp(expression: RegExp, path: string): void {
  try {
    new LinearRegExp(expression);
  } catch (error) {
    throw new Mistake(path, `has a regular expression that cannot be used: ${describeError(error)}`);
  }
}

/** JSONata throws plain objects. */
function describeError(error: unknown): string {
  if (!isRecord(error) && !(error instanceof Error)) return String(error);
  const position = 'position' in error && typeof error.position === 'number' ? ` (character ${error.position})` : '';
  return `${error.message ?? 'it cannot be read'}${position}`;
}
