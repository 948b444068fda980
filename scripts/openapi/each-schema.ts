import { isJson, type Json } from './json.ts';

/** `use`: what a value must look like, whole. `part`: a named schema, or one of several that a value must fit together. */
export type Place = 'use' | 'part';

type Visit = (schema: Json, place: Place) => void;

const LISTS = ['allOf', 'anyOf', 'oneOf'];
const MAPS = ['properties', 'patternProperties'];
const SINGLES = ['items', 'additionalProperties'];

/** Visits every schema of a document, inner ones first, so that a visitor may change what it is given. */
export function eachSchema(document: Json, visit: Visit): void {
  const { components, ...rest } = document;
  const { schemas, ...others } = isJson(components) ? components : {};
  for (const schema of valuesOf(schemas)) walk(schema, 'part', visit);
  findSchemas([rest, others], visit);
}

/** Outside of the schemas' own section they stand wherever something is called `schema`. */
function findSchemas(value: unknown, visit: Visit): void {
  if (Array.isArray(value)) for (const item of value) findSchemas(item, visit);
  if (!isJson(value)) return;
  for (const [key, member] of Object.entries(value)) {
    if (key === 'schema' && isJson(member)) walk(member, 'use', visit);
    else if (!['example', 'examples'].includes(key)) findSchemas(member, visit);
  }
}

function walk(schema: Json, place: Place, visit: Visit): void {
  for (const name of MAPS) for (const member of valuesOf(schema[name])) walk(member, 'use', visit);
  for (const name of SINGLES) if (isJson(schema[name])) walk(schema[name], 'use', visit);
  for (const name of LISTS) for (const member of valuesOf(schema[name])) walk(member, 'part', visit);
  visit(schema, place);
}

function valuesOf(value: unknown): Json[] {
  return Object.values(typeof value === 'object' && value !== null ? value : {}).filter(isJson);
}
