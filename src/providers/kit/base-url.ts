/**
 * What is wrong with an address that replaces the provider's own, as a sentence; undefined: nothing. A path prefix is allowed.
 * Whether its network may be reached is the egress guard's matter.
 */
export function baseUrlProblem(text: string): string | undefined {
  if (!URL.canParse(text)) return 'Must be a complete address such as https://graph.example.com.';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return 'Must begin with https:// (or http:// on an allowed network).';
  if (url.username !== '' || url.password !== '') return 'Must not contain a user name or password.';
  if (url.search !== '' || url.hash !== '') return 'Must not contain a query or fragment.';
  return undefined;
}

/** Without the slash at the end, so that a path can follow. */
export function trimBaseUrl(text: string): string {
  return text.replace(/\/+$/, '');
}
