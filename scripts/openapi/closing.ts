import { eachSchema } from './each-schema.ts';
import { dereference, isJson, type Json } from './json.ts';

/** Forbids members that the document does not name, wherever it names any: they are misspelt or invented. */
export function closeObjects(document: Json): void {
  eachSchema(document, (schema, place) => {
    if (place === 'use' && namesMembers(document, schema, new Set())) schema.unevaluatedProperties = false;
  });
}

function namesMembers(document: Json, schema: Json, seen: Set<Json>): boolean {
  if (seen.has(schema)) return false;
  seen.add(schema);
  if (isJson(schema.properties)) return true;
  const parts = [schema.allOf, schema.anyOf, schema.oneOf].flatMap((list) => (Array.isArray(list) ? list : []));
  const target = dereference(document, schema);
  return [target, ...parts.filter(isJson), schema.then].some(
    (part) => isJson(part) && namesMembers(document, part, seen),
  );
}
