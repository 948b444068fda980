import { GraphError } from './graph-error.ts';

/**
 * The members of an object that `fields=a,b{c,d}` asks for, and its id always. Throws 100 for a field that does not exist.
 * What stands in braces or after a dot is not looked at: sub-objects come whole.
 */
export function pickFields(
  all: Readonly<Record<string, unknown>>,
  fields: string | null,
  defaults: readonly string[],
): Record<string, unknown> {
  const wanted = fields === null ? defaults : splitFields(fields);
  const unknown = wanted.find((field) => !Object.hasOwn(all, field));
  if (unknown) throw new GraphError(100, { message: `(#100) Tried accessing nonexisting field (${unknown})` });
  const present = wanted.filter((field) => all[field] !== undefined);
  return { ...Object.fromEntries(present.map((field) => [field, all[field]])), id: all.id };
}

/** `a,b{c,d},e.limit(5)` → `a`, `b`, `e`. */
function splitFields(fields: string): string[] {
  const withoutBraces = fields.replace(/\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, '').replace(/\.\w+\([^)]*\)/g, '');
  return withoutBraces.split(',').filter(Boolean);
}
