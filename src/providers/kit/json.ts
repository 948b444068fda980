import { parse } from 'lossless-json';
import { flattenNesting } from './nesting.ts';

/** A JSON object of unknown shape: what arrives from outside before anything is known about it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A bare number too long for a double. May also match inside a text, which only costs the slower parser. */
const LONG_NUMBER = /[[:,]\s*-?\d{16}/;
const INTEGER = /^-?\d+$/;

/**
 * Parses JSON without losing digits: integers that a number cannot hold (ids of 16 digits and more) become texts.
 * What is nested absurdly deep stays text. Of a member that comes twice the last one counts.
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  const shallow = flattenNesting(text);
  return LONG_NUMBER.test(shallow) ? parse(shallow, null, LOSSLESS) : JSON.parse(shallow);
}

const LOSSLESS = {
  parseNumber: toNumberOrDigits,
  onDuplicateKey: ({ newValue }: { newValue: unknown }): unknown => newValue,
};

function toNumberOrDigits(digits: string): number | string {
  const value = Number(digits);
  return INTEGER.test(digits) && !Number.isSafeInteger(value) ? digits : value;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value if it is an object, otherwise an empty one: for members that may be missing. */
export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** The value if it is a list, otherwise an empty one. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Text with something in it, or a number as text; undefined for everything else, also for `""` and null. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

/** As `asText`, in lower case: for words that a provider writes now this way and now that. */
export function asWord(value: unknown): string | undefined {
  return asText(value)?.toLowerCase();
}

/** A finite number, also one written as text. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** The members that have a value. The result's type says the same: absent is absent. */
export function withoutUndefined<const T extends Record<string, unknown>>(
  members: T,
): { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};
export function withoutUndefined(members: Record<string, unknown>): Record<string, unknown> {
  const present: Record<string, unknown> = {};
  for (const name in members) if (members[name] !== undefined) present[name] = members[name];
  return present;
}
