import type { Schemas } from '@chasqui/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, take } from './client.ts';
import { FIRST_PAGE, KEYS, PAGE_SIZE } from './queries.ts';
import type { BulkRecipient } from './types.ts';

/** Newest first. */
export const bulkSendsQuery = infiniteQueryOptions({
  queryKey: [KEYS.bulkSends],
  queryFn: ({ pageParam }) =>
    take(
      api.GET('/api/v1/bulk-sends', {
        params: { query: { limit: PAGE_SIZE, ...(pageParam && { cursor: pageParam }) } },
      }),
    ),
  initialPageParam: FIRST_PAGE,
  getNextPageParam: (page) => page.nextCursor,
});

export function bulkSendQuery(id: string) {
  return queryOptions({
    queryKey: [KEYS.bulkSends, id],
    queryFn: () => take(api.GET('/api/v1/bulk-sends/{id}', { params: { path: { id } } })),
  });
}

/** In the order of the list; null: of every state. */
export function recipientsQuery(id: string, state: BulkRecipient['state'] | null) {
  return infiniteQueryOptions({
    queryKey: [KEYS.bulkSends, id, 'recipients', state],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/bulk-sends/{id}/recipients', {
          params: {
            path: { id },
            query: { limit: PAGE_SIZE, ...(state && { state }), ...(pageParam && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export type BulkAction = 'start' | 'pause' | 'resume' | 'stop';

export function changeBulkSend(id: string, action: BulkAction) {
  const params = { path: { id } };
  switch (action) {
    case 'start':
      return take(api.POST('/api/v1/bulk-sends/{id}/start', { params }));
    case 'pause':
      return take(api.POST('/api/v1/bulk-sends/{id}/pause', { params }));
    case 'resume':
      return take(api.POST('/api/v1/bulk-sends/{id}/resume', { params }));
    case 'stop':
      return take(api.POST('/api/v1/bulk-sends/{id}/stop', { params }));
  }
}

/** So many go in one request; a longer list takes several. */
const AT_ONCE = 5_000;

export interface NewBulkSend extends Omit<Schemas['CreateBulkSend'], 'start' | 'recipients'> {
  recipients: readonly Schemas['BulkTarget'][];
}

/** Stores a list as a draft, part by part, and starts it if `start` once it is whole. */
export async function createBulkSend({ recipients, ...wanted }: NewBulkSend, start: boolean) {
  const first = recipients.slice(0, AT_ONCE);
  const created = await take(
    api.POST('/api/v1/bulk-sends', { body: { ...wanted, recipients: [...first], start: false } }),
  );
  const params = { path: { id: created.id } };
  for (let from = AT_ONCE; from < recipients.length; from += AT_ONCE) {
    const body = { recipients: recipients.slice(from, from + AT_ONCE) };
    await take(api.POST('/api/v1/bulk-sends/{id}/recipients', { params, body }));
  }
  if (start) await changeBulkSend(created.id, 'start');
  return created;
}
