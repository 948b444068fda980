/** An object of a document, or of a body. */
export type Json = Record<string, unknown>;

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object at a path. Throws where there is none: then the document is another one than the one that was read. */
export function at(start: Json, ...path: string[]): Json {
  let found: unknown = start;
  for (const key of path) found = (found as Json | undefined)?.[key];
  if (typeof found !== 'object' || found === null) throw new Error(`The document has no ${path.join('.')}.`);
  return found as Json;
}

/** The same, nothing if it is not there; references on the way are followed. */
export function find(document: Json, path: readonly string[]): { value: Json; path: string[] } | undefined {
  let value: unknown = document;
  let place: string[] = [];
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Json)[key];
    place = [...place, key];
    const reference = isJson(value) ? value.$ref : undefined;
    if (typeof reference !== 'string') continue;
    place = reference.slice(2).split('/').map(unescapePointer);
    value = place.reduce<unknown>((object, name) => (isJson(object) ? object[name] : undefined), document);
  }
  return isJson(value) ? { value, path: place } : undefined;
}

/** What a schema refers to; itself if it refers to nothing. */
export function dereference(document: Json, schema: Json): Json {
  const { $ref } = schema;
  if (typeof $ref !== 'string') return schema;
  return find(document, $ref.slice(2).split('/').map(unescapePointer))?.value ?? {};
}

export function escapePointer(key: string): string {
  return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
}

function unescapePointer(key: string): string {
  return decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~');
}
