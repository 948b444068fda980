import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, take } from './client.ts';
import { FIRST_PAGE, KEYS, PAGE_SIZE } from './queries.ts';
import type { Conversation } from './types.ts';

/** Newest first. `search`: part of a name, number or id; empty: everybody. */
export function contactsQuery(search: string) {
  return infiniteQueryOptions({
    queryKey: [KEYS.contacts, 'pages', search],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/contacts', {
          params: {
            query: { limit: PAGE_SIZE, ...(search && { query: search }), ...(pageParam && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function contactQuery(id: string) {
  return queryOptions({
    queryKey: [KEYS.contacts, id],
    queryFn: () => take(api.GET('/api/v1/contacts/{id}', { params: { path: { id } } })),
  });
}

/** Keeps what a person said about marketing messages. */
export function setMarketing(id: string, marketing: 'stop' | 'resume') {
  return take(api.PATCH('/api/v1/contacts/{id}', { params: { path: { id } }, body: { marketing } }));
}

export function setAnsweredBy(conversationId: string, answeredBy: Conversation['answeredBy']) {
  const params = { path: { id: conversationId } };
  return take(api.PATCH('/api/v1/conversations/{id}', { params, body: { answeredBy } }));
}
