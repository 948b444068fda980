import type { Connection } from '../../api/types.ts';

/** The gateway takes what comes to the callback URL of a replaced connection for this long. */
const DRAINING_MS = 8 * 24 * 3_600_000;

/** Until when a draining connection is listened to, epoch ms: it was replaced when the next one was added. Null: it was not. */
export function drainsUntil(connection: Connection, all: readonly Connection[]): number | null {
  if (connection.state !== 'draining') return null;
  const begun = Date.parse(connection.createdAt);
  const later = all.map(({ createdAt }) => Date.parse(createdAt)).filter((createdAt) => createdAt > begun);
  return later.length === 0 ? null : Math.min(...later) + DRAINING_MS;
}
