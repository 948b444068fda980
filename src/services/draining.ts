import type { StoredConnection } from '../store/registry.ts';

/** Providers still report on messages of a week ago; the seen keys are kept as long. */
const DRAINING_MS = 8 * 24 * 3_600_000;

/** Without replaced connections whose successor has been there for more than eight days. */
export function withoutDrained(connections: readonly StoredConnection[], now: number): readonly StoredConnection[] {
  return connections.filter((connection) => {
    if (connection.state !== 'draining') return true;
    const replacedAt = connections
      .filter(({ channelId, createdAt }) => channelId === connection.channelId && createdAt > connection.createdAt)
      .reduce((earliest, { createdAt }) => Math.min(earliest, createdAt), Number.POSITIVE_INFINITY);
    return now <= replacedAt + DRAINING_MS;
  });
}
