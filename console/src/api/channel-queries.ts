import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, take } from './client.ts';
import { FIRST_PAGE, KEYS, LARGEST_PAGE } from './queries.ts';

const EVENTS_AT_ONCE = 10;

export function channelQuery(id: string) {
  return queryOptions({
    queryKey: [KEYS.channels, id],
    queryFn: () => take(api.GET('/api/v1/channels/{id}', { params: { path: { id } } })),
  });
}

export function healthQuery(id: string) {
  return queryOptions({
    queryKey: [KEYS.health, id],
    queryFn: () => take(api.GET('/api/v1/channels/{id}/health', { params: { path: { id } } })),
  });
}

/** What the provider told about the account, newest first. */
export function channelEventsQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: [KEYS.channelEvents, id],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/channels/{id}/events', {
          params: { path: { id }, query: { limit: EVENTS_AT_ONCE, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Runs the doctor; takes seconds, for it asks the provider step by step. `repair`: mends what it can. */
export function testChannel(id: string, wanted: { senderId?: string; repair: boolean }) {
  return take(api.POST('/api/v1/channels/{id}/test', { params: { path: { id } }, body: wanted }));
}

/** Lets a stopped connection send again. */
export function releaseConnection(id: string, connectionId: string) {
  const params = { path: { id, connectionId } };
  return take(api.POST('/api/v1/channels/{id}/connections/{connectionId}/release', { params }));
}

export function botQuery(id: string) {
  return queryOptions({
    queryKey: [KEYS.bots, id],
    queryFn: () => take(api.GET('/api/v1/bots/{id}', { params: { path: { id } } })),
  });
}

export const botsQuery = queryOptions({
  queryKey: [KEYS.bots],
  queryFn: () => take(api.GET('/api/v1/bots', { params: { query: { limit: LARGEST_PAGE } } })),
});
