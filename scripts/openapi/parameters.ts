import type { Parts } from './description.ts';
import { readField } from './form.ts';
import { dereference, find, isJson, type Json } from './json.ts';
import type { Operation } from './operations.ts';

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: Json;
  /** Where the schema stands. */
  place: string[];
}

/** What is wrong with the path and the query of a request. */
export function faultsOfParameters(parts: Parts, operation: Operation, url: URL): string[] {
  const parameters = listParameters(parts.document, operation);
  const known = parameters.filter((one) => one.in === 'query').map(({ name }) => name);
  const unknown = [...url.searchParams.keys()].filter((name) => parts.isClosed && !known.includes(name));
  return [
    ...unknown.map((name) => `the query parameter ${name} is not described`),
    ...parameters.flatMap((parameter) => faultsOf(parts, parameter, textsOf(parameter, operation, url))),
  ];
}

function faultsOf({ document, validate }: Parts, { name, required, schema, place }: Parameter, texts: string[]) {
  if (texts.length === 0) return required ? [`the parameter ${name} is missing`] : [];
  return validate(place, readField(document, schema, texts)).map((fault) => `parameter ${name}:${fault}`);
}

/** Empty for headers and cookies, too, which are not looked at. */
function textsOf({ name, in: where }: Parameter, { values }: Operation, url: URL): string[] {
  if (where === 'query') return url.searchParams.getAll(name);
  const value = where === 'path' ? values[name] : undefined;
  return value === undefined ? [] : [value];
}

function listParameters(document: Json, { path, method }: Operation): Parameter[] {
  const lists = [
    ['paths', path, 'parameters'],
    ['paths', path, method, 'parameters'],
  ];
  return lists.flatMap((list) => {
    const [last = ''] = list.slice(-1);
    const parameters = find(document, list.slice(0, -1))?.value[last];
    if (!Array.isArray(parameters)) return [];
    return parameters.flatMap((one: Json, index) => {
      const { name, in: where, required } = dereference(document, one) as Partial<Parameter>;
      const schema = find(document, [...list, String(index), 'schema']);
      if (name === undefined || where === undefined || !schema || !isJson(schema.value)) return [];
      if (!['path', 'query'].includes(where)) return [];
      return [{ name, in: where, required: required === true, schema: schema.value, place: schema.path }];
    });
  });
}
