import { queryOptions } from '@tanstack/react-query';
import { phoneApi } from './requests.ts';
import type { ChatKey, Side } from './types.ts';

export const numbersQuery = queryOptions({ queryKey: ['phone', 'numbers'], queryFn: phoneApi.numbers });

export const peopleQuery = queryOptions({ queryKey: ['phone', 'people'], queryFn: phoneApi.people });

export const simulatedProvidersQuery = queryOptions({
  queryKey: ['phone', 'providers'],
  queryFn: phoneApi.providers,
  staleTime: Number.POSITIVE_INFINITY,
});

/** Fails with 404 where the clock cannot be turned. */
export const clockQuery = queryOptions({ queryKey: ['phone', 'clock'], queryFn: phoneApi.clock, retry: false });

export function chatQuery(key: ChatKey) {
  return queryOptions({
    queryKey: ['phone', 'chat', key.numberId, key.personId],
    queryFn: () => phoneApi.chat(key),
  });
}

export function stateQuery(key: ChatKey) {
  return queryOptions({
    queryKey: ['phone', 'state', key.numberId, key.personId],
    queryFn: () => phoneApi.state(key),
  });
}

/** Cache entry that is true while that side is writing; never asked for, only told by the phone's events. */
export function typingQuery(key: ChatKey, by: Side) {
  return queryOptions({
    queryKey: ['phone-typing', key.numberId, key.personId, by],
    queryFn: () => false,
    initialData: false,
    enabled: false,
  });
}
