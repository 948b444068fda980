import { useQuery } from '@tanstack/react-query';
import { useNow } from '../components/now.ts';
import { clockQuery } from './api/queries.ts';

/** The time on the clock that gateway and simulators share, in epoch ms; renewed every ten seconds, and when it is turned. */
export function useSimulatedNow(): number {
  const { data } = useQuery(clockQuery);
  return useNow() + (data?.shiftedMs ?? 0);
}
