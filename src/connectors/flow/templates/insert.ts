/** Text as a person should read it; what is not known is nothing. */
export function insertPlain(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** One part of a URL: what a person wrote cannot lead to another path or host. Throws for a step up or aside in the path. */
export function insertIntoUrl(value: unknown): string {
  const text = insertPlain(value);
  if (text === '.' || text === '..') throw new Error(`"${text}" cannot stand in a URL`);
  return encodeURIComponent(text.toWellFormed());
}
