import type { ConnectionEntry } from '../services/directory.ts';
import type { Arrival } from './arrival.ts';

/**
 * Whether this connection's own secret proves a request that came to another one's callback URL. Where it asks for tokens of an application,
 * only requests that had to show one of the same application come near it.
 */
export function isProven({ connection, provider }: ConnectionEntry, { entry, request }: Arrival): boolean {
  const { applicationId } = connection.settings;
  if (applicationId !== undefined && applicationId !== entry.connection.settings.applicationId) return false;
  const verdict = provider.verify(request);
  return verdict.ok && verdict.unproven !== true;
}
