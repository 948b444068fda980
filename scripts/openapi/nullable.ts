import { eachSchema } from './each-schema.ts';
import type { Json } from './json.ts';

/** Writes OpenAPI 3.0's `nullable` as JSON Schema does. */
export function translateNullable(document: Json): void {
  eachSchema(document, (schema) => {
    if (schema.nullable !== true) return;
    delete schema.nullable;
    const { type, enum: values } = schema;
    if (typeof type === 'string') {
      schema.type = [type, 'null'];
      if (Array.isArray(values)) schema.enum = [...values, null];
      return;
    }
    const bare = { ...schema };
    for (const name of Object.keys(schema)) delete schema[name];
    schema.anyOf = [bare, { type: 'null' }];
  });
}
