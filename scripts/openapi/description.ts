import { closeObjects } from './closing.ts';
import { applyDiscriminators } from './discriminators.ts';
import { readForm } from './form.ts';
import { find, isJson, type Json } from './json.ts';
import { translateNullable } from './nullable.ts';
import { findOperation, type Operation } from './operations.ts';
import { faultsOfParameters } from './parameters.ts';
import type { Body, Exchange } from './recorder.ts';
import { createValidator, type Validate } from './validator.ts';

/** An official document, ready to judge what was recorded. Faults are sentences; empty: all is well. */
export interface Description {
  /** `path`: as the document writes it, where that is known already. */
  findOperation(exchange: Exchange, path?: string): Operation | undefined;
  faultsOfRequest(operation: Operation, exchange: Exchange): string[];
  /** Nothing for a refusal where the document tells of none. */
  faultsOfAnswer(operation: Operation, exchange: Exchange): string[] | undefined;
  /** Nothing if the document has no webhook of that name. */
  faultsOfWebhook(name: string, body: unknown): string[] | undefined;
}

export interface Reading {
  /** Members that the document does not name are faults. */
  isClosed: boolean;
}

/** `document`: as published, with its known defects mended. It is changed. */
export function createDescription(document: Json, { isClosed }: Reading): Description {
  translateNullable(document);
  applyDiscriminators(document);
  if (isClosed) closeObjects(document);
  const parts: Parts = { document, validate: createValidator(document), isClosed };
  return {
    findOperation: (exchange, path) => findOperation(document, exchange, path),
    faultsOfRequest: (operation, exchange) => [
      ...faultsOfParameters(parts, operation, exchange.url),
      ...faultsOfBody(parts, ['paths', operation.path, operation.method, 'requestBody'], exchange.request),
    ],
    faultsOfAnswer(operation, { status, answer }) {
      const responses = ['paths', operation.path, operation.method, 'responses'];
      const names = [String(status), `${Math.floor(status / 100)}XX`, 'default'];
      const name = names.find((one) => find(document, [...responses, one]));
      if (name !== undefined) return faultsOfBody(parts, [...responses, name], answer);
      const tellsRefusals = Object.keys(find(document, responses)?.value ?? {}).some((one) => one.startsWith('4'));
      return status < 400 || tellsRefusals ? [`the status ${status} is not described`] : undefined;
    },
    faultsOfWebhook(name, body) {
      const place = ['webhooks', name, 'post', 'requestBody'];
      if (!find(document, place)) return undefined;
      return faultsOfBody(parts, place, { type: 'application/json', text: JSON.stringify(body) });
    },
  };
}

/** What the parts of a description share. */
export interface Parts extends Reading {
  document: Json;
  validate: Validate;
}

/** `place`: of a request body or a response. */
function faultsOfBody({ document, validate }: Parts, place: string[], body: Body): string[] {
  const { content = {}, required } = find(document, place)?.value ?? {};
  if (body.text === '') return required === true ? ['the body is missing'] : [];
  if (!isJson(content) || Object.keys(content).length === 0) return ['a body is not described'];
  const type = findType(content, body.type);
  if (type === undefined) return [`a body of the type ${body.type} is not described`];
  const described = find(document, [...place, 'content', type]);
  // Where the body is described, not what that refers to: only here are other members forbidden.
  const schema = described?.value.schema;
  if (!described || !isJson(schema)) return [];
  const value = readBody(document, schema, body);
  return value === undefined ? [] : validate([...described.path, 'schema'], value);
}

/** The described type that a body's own type fits. */
function findType(content: Json, type: string): string | undefined {
  const [kind] = type.split('/');
  return [type, `${kind}/*`, '*/*'].find((one) => one in content);
}

/** Undefined: files, which no schema judges. */
function readBody(document: Json, schema: Json, { type, text }: Body): unknown {
  if (type.endsWith('json')) return JSON.parse(text);
  if (type === 'application/x-www-form-urlencoded') return readForm(document, schema, new URLSearchParams(text));
  return undefined;
}
