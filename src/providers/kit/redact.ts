const MASK = '[secret]';

export type Redact = (text: string) => string;

/** Takes the secrets of a connection out of what a provider says: some repeat a token in an error text. */
export function createRedactor(secrets: readonly (string | undefined)[]): Redact {
  const spellings = new Set(secrets.filter((secret) => secret !== undefined && secret !== '').flatMap(spellingsOf));
  return (text) => {
    let rest = text;
    for (const spelling of spellings) if (rest.includes(spelling)) rest = rest.replaceAll(spelling, MASK);
    return rest;
  };
}

/** As it is, within JSON with and without escaped slashes, and within a URL or form. */
function spellingsOf(secret: string | undefined): string[] {
  if (secret === undefined) return [];
  const json = JSON.stringify(secret).slice(1, -1);
  return [secret, json, json.replaceAll('/', '\\/'), encodeURIComponent(secret)];
}
