import { at, isJson, type Json } from './json.ts';

const PREFIX = '#/components/schemas/';

/**
 * Makes discriminators count: a value must fit the schema that its type stands for. Schemas that extend a discriminated one extend its own
 * members from now on, or each would lead back to the other.
 */
export function applyDiscriminators(document: Json): void {
  const schemas = at(document, 'components', 'schemas') as Record<string, Json>;
  const bases = Object.entries(schemas).flatMap(([name, schema]) => {
    const { propertyName, mapping } = isJson(schema.discriminator) ? schema.discriminator : {};
    return typeof propertyName === 'string' && isJson(mapping) ? [{ name, schema, propertyName, mapping }] : [];
  });
  const own = new Map(bases.map(({ name }) => [`${PREFIX}${name}`, `${PREFIX}${name}.own`]));
  for (const { allOf } of Object.values(schemas)) {
    for (const part of Array.isArray(allOf) ? (allOf as Json[]) : [])
      part.$ref = own.get(String(part.$ref)) ?? part.$ref;
  }
  for (const { name, schema, propertyName, mapping } of bases) {
    const { discriminator: _, oneOf: __, ...members } = schema;
    schemas[`${name}.own`] = members;
    const branches = Object.entries(mapping).filter(([, reference]) => reference !== `${PREFIX}${name}`);
    schemas[name] = {
      allOf: [
        { $ref: `${PREFIX}${name}.own` },
        { properties: { [propertyName]: { enum: Object.keys(mapping) } } },
        ...branches.map(([value, reference]) => choose(propertyName, value, { $ref: reference })),
      ],
    };
  }
}

/** A schema that holds only where `name` is `value`. */
export function choose(name: string, value: string, schema: Json): Json {
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
  return { if: { required: [name], properties: { [name]: { const: value } } }, then: schema };
}
