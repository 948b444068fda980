import { queryOptions } from '@tanstack/react-query';
import { type ChatKey, phoneApi } from './api.ts';

export const numbersQuery = queryOptions({ queryKey: ['phone', 'numbers'], queryFn: phoneApi.numbers });

export const peopleQuery = queryOptions({ queryKey: ['phone', 'people'], queryFn: phoneApi.people });

export function chatQuery(key: ChatKey) {
  return queryOptions({
    queryKey: ['phone', 'chat', key.numberId, key.personId],
    queryFn: () => phoneApi.chat(key),
  });
}

/** Cache entry that is true while the business is writing; never asked for, only told by the phone's events. */
export function typingQuery(key: ChatKey) {
  return queryOptions({
    queryKey: ['phone', 'typing', key.numberId, key.personId],
    queryFn: () => false,
    initialData: false,
    enabled: false,
  });
}
