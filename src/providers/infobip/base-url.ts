/** The base URL in any common spelling as a complete address; Infobip itself shows it without `https://`. */
export function normalizeBaseUrl(text: string): string {
  const trimmed = text.trim();
  const complete = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed.replace(/^\/+/, '')}`;
  // The parser writes scheme and host in lower case and leaves out a port that goes without saying.
  return URL.canParse(complete) ? new URL(complete).href.replace(/\/+$/, '') : complete;
}
