/** The `flow_token` in a send request's body, of an interactive message or of a template's button. */
export function flowTokenIn(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  for (const [key, value] of Object.entries(body)) {
    const found = key === 'flow_token' && typeof value === 'string' ? value : flowTokenIn(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
