import type { StoredConnection } from '../store/registry.ts';

/** Providers still report on messages of a week ago; the seen keys are kept as long. */
const DRAINING_MS = 8 * 24 * 3_600_000;

/**
 * Without replaced connections whose channel got its newest one more than eight days ago. Which one replaced which is not known: one that was
 * added to stand by looks like a successor, and what came long before the replacement must not end it. So some are kept for longer.
 */
export function withoutDrained(connections: readonly StoredConnection[], now: number): readonly StoredConnection[] {
  return connections.filter((connection) => {
    if (connection.state !== 'draining') return true;
    const later = connections
      .filter(({ channelId, createdAt }) => channelId === connection.channelId && createdAt > connection.createdAt)
      .map(({ createdAt }) => createdAt);
    return later.length === 0 || now <= Math.max(...later) + DRAINING_MS;
  });
}
