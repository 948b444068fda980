import { useQuery } from '@tanstack/react-query';
import { useNow } from '../components/now.ts';
import { clockQuery } from './api/queries.ts';

/** The time on the clock that gateway and simulators share, in epoch ms; renewed every ten seconds, and when it is turned. */
export function useSimulatedNow(): number {
  const { data: clock } = useQuery(clockQuery);
  const now = useNow();
  // What the clock said when it was turned is newer than the last renewal.
  return clock ? Math.max(now + clock.shiftedMs, clock.now) : now;
}
