/** Webhooks in the Cloud API's envelope as one. */
export function combineEntries(bodies: readonly string[]): string {
  const entry = bodies.flatMap((body) => (JSON.parse(body) as { entry?: unknown } | null)?.entry ?? []);
  return JSON.stringify({ object: 'whatsapp_business_account', entry });
}
