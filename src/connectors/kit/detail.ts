/** Trace rows hold 64 kB; request and answer share them. */
const MAX_CHARACTERS = 24_000;

/** A body as the trace shows it: JSON as such, unless it is too long. */
export function showBody(body: unknown): unknown {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return text.length <= MAX_CHARACTERS ? body : { cut: text.slice(0, MAX_CHARACTERS), characters: text.length };
}

/** A URL without the parts that may carry keys. */
export function showUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
