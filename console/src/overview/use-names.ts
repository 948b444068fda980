import { useQuery } from '@tanstack/react-query';
import { channelsQuery, providersQuery } from '../api/queries.ts';

/** Says the name of a channel by its id; null until it is known. */
export function useChannelName(): (id: string) => string | null {
  const { data } = useQuery(channelsQuery);
  return (id) => data?.items.find((channel) => channel.id === id)?.name ?? null;
}

/** What a provider says of itself; undefined until that is known. */
export function useProvider(id: string) {
  const { data } = useQuery(providersQuery);
  return data?.items.find((provider) => provider.id === id);
}

/** Says how a provider calls itself; its id until that is known. */
export function useProviderName(): (id: string) => string {
  const { data } = useQuery(providersQuery);
  return (id) => data?.items.find((provider) => provider.id === id)?.displayName ?? id;
}
