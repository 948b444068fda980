import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, take } from './client.ts';

/** First members of every query key: what the live stream invalidates. */
export const KEYS = {
  channels: 'channels',
  providers: 'providers',
  messages: 'messages',
  trace: 'trace',
  deadLetters: 'dead-letters',
  health: 'health',
  channelEvents: 'channel-events',
  bots: 'bots',
  applications: 'applications',
  templates: 'templates',
  bulkSends: 'bulk-sends',
  contacts: 'contacts',
  conversations: 'conversations',
} as const;

export const PAGE_SIZE = 25;
/** The most that the API gives at once. */
export const LARGEST_PAGE = 100;

/** No cursor: the first page. */
export const FIRST_PAGE = '';

export const channelsQuery = queryOptions({
  queryKey: [KEYS.channels],
  queryFn: () => take(api.GET('/api/v1/channels', { params: { query: { limit: LARGEST_PAGE } } })),
});

/** Changes only with a release of the gateway. */
export const providersQuery = queryOptions({
  queryKey: [KEYS.providers],
  queryFn: () => take(api.GET('/api/v1/providers')),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Which messages; without members all. `contact`: any identifier of a person. */
export interface MessageFilter {
  channelId?: string;
  contact?: string;
}

/** Newest first. */
export function messagesQuery(filter: MessageFilter = {}) {
  return infiniteQueryOptions({
    queryKey: [KEYS.messages, 'pages', filter],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/messages', {
          params: { query: { limit: PAGE_SIZE, ...filter, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** The latest messages of one person, named by any identifier. */
export function contactMessagesQuery(contact: string) {
  return queryOptions({
    queryKey: [KEYS.messages, { contact }],
    queryFn: () => take(api.GET('/api/v1/messages', { params: { query: { contact, limit: LARGEST_PAGE } } })),
  });
}

export function traceQuery(id: string) {
  return queryOptions({
    queryKey: [KEYS.trace, id],
    queryFn: () => take(api.GET('/api/v1/messages/{id}/trace', { params: { path: { id } } })),
  });
}

export const deadLettersQuery = infiniteQueryOptions({
  queryKey: [KEYS.deadLetters],
  queryFn: ({ pageParam }) =>
    take(
      api.GET('/api/v1/dead-letters', {
        params: { query: { limit: PAGE_SIZE, ...(pageParam && { cursor: pageParam }) } },
      }),
    ),
  initialPageParam: FIRST_PAGE,
  getNextPageParam: (page) => page.nextCursor,
});

/** Runs a dead letter again. Resolves when the gateway has taken it. */
export function replayDeadLetter(id: string) {
  return take(api.POST('/api/v1/dead-letters/{id}/replay', { params: { path: { id } } }));
}
