const MASK = '[secret]';
/** Anything shorter stands in ordinary words, and its masks would spell it. */
const SHORTEST_SECRET = 4;

export type Redact = (text: string) => string;

/** Takes the secrets of a connection out of what a provider says: some repeat a token in an error text. */
export function createRedactor(secrets: readonly (string | undefined)[]): Redact {
  const spellings = secrets.filter((secret) => (secret?.length ?? 0) >= SHORTEST_SECRET).flatMap(spellingsOf);
  if (spellings.length === 0) return (text) => text;
  // In one pass, so that no mask is masked; the longest first, in case one begins with another.
  const longestFirst = spellings.toSorted((one, other) => other.length - one.length);
  const pattern = new RegExp(longestFirst.map(asPattern).join('|'), 'g');
  return (text) => text.replace(pattern, MASK);
}

/** A pattern that fits this text and no other. */
function asPattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** As it is, within JSON with and without escaped slashes, and within a URL or form. */
function spellingsOf(secret: string | undefined): string[] {
  if (secret === undefined) return [];
  const json = JSON.stringify(secret).slice(1, -1);
  return [secret, json, json.replaceAll('/', '\\/'), encodeURIComponent(secret)];
}
