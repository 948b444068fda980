import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { escapePointer, type Json } from './json.ts';

/** What is wrong with a value at a place of the document that holds a schema; empty if nothing is. */
export type Validate = (place: readonly string[], value: unknown) => string[];

/** Formats of their own that the documents name. */
const FORMATS = {
  'date-time-rfc-2822': /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000$/,
  'http-method': /^(HEAD|GET|POST|PATCH|PUT|DELETE)$/,
};
/** What follows from another fault: a branch that does not fit names no members, either. */
const ECHOES = ['if', 'anyOf', 'oneOf', 'unevaluatedProperties'];
const ID = 'https://openapi.invalid/document';

/** Reads a document's schemas, once they are plain JSON Schema. */
export function createValidator(document: Json): Validate {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false, formats: FORMATS });
  formats.default(ajv);
  ajv.addSchema({ $id: ID, ...document });
  const compiled = new Map<string, ValidateFunction>();
  return (place, value) => {
    const reference = `${ID}#/${place.map(escapePointer).join('/')}`;
    const validate = compiled.get(reference) ?? ajv.compile({ $ref: reference });
    compiled.set(reference, validate);
    return validate(value) ? [] : describe(validate.errors ?? []);
  };
}

function describe(errors: readonly ErrorObject[]): string[] {
  const plain = errors.filter(({ keyword }) => !ECHOES.includes(keyword));
  return (plain.length > 0 ? plain : errors).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
