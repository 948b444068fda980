import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { parse } from 'yaml';
import { correct } from './corrections.ts';

type Json = Record<string, unknown>;

/** An official OpenAPI document, ready to judge requests and answers. */
export interface Description {
  /** What is wrong with a request body; nothing where the document says nothing about it. */
  faultsOfRequest(operation: Operation, body: unknown): ErrorObject[] | undefined;
  /** The same for a successful answer. */
  faultsOfAnswer(operation: Operation, body: unknown): ErrorObject[] | undefined;
}

export interface Operation {
  method: string;
  /** As in the document, with its placeholders. */
  path: string;
}

const ID = 'https://openapi.invalid/document';

/** Loads the document and mends its known defects. */
export function loadDescription(file: string): Description {
  const document = parse(readFileSync(file, 'utf8')) as Json;
  correct(document);
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  formats.default(ajv);
  ajv.addSchema({ $id: ID, ...document });
  const compiled = new Map<string, ValidateFunction>();

  const faults = (pointer: string[], body: unknown): ErrorObject[] | undefined => {
    const schema = resolve(document, pointer);
    if (!schema) return undefined;
    const reference = `${ID}#/${schema.map(escapePointer).join('/')}`;
    const validate = compiled.get(reference) ?? ajv.compile({ $ref: reference });
    compiled.set(reference, validate);
    return validate(body) ? [] : (validate.errors ?? []);
  };

  return {
    faultsOfRequest: ({ method, path }, body) =>
      faults(['paths', path, method.toLowerCase(), 'requestBody', 'content', 'application/json', 'schema'], body),
    faultsOfAnswer: ({ method, path }, body) =>
      faults(['paths', path, method.toLowerCase(), 'responses', '200', 'content', 'application/json', 'schema'], body),
  };
}

/** Follows a path through the document, and the references on its way. Nothing if it leads nowhere. */
function resolve(document: Json, pointer: string[]): string[] | undefined {
  let at: unknown = document;
  let path: string[] = [];
  for (const key of pointer) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Json)[key];
    path = [...path, key];
    const reference = (at as Json | undefined)?.$ref;
    if (typeof reference !== 'string') continue;
    path = reference.slice(2).split('/');
    at = path.reduce<unknown>((value, name) => (value as Json | undefined)?.[name], document);
  }
  return at === undefined ? undefined : path;
}

function escapePointer(key: string): string {
  return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
}
