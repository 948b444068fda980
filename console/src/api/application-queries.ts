import type { Schemas } from '@chasqui/client';
import { queryOptions } from '@tanstack/react-query';
import { api, take } from './client.ts';
import { KEYS, LARGEST_PAGE } from './queries.ts';

export const applicationsQuery = queryOptions({
  queryKey: [KEYS.applications],
  queryFn: () => take(api.GET('/api/v1/applications', { params: { query: { limit: LARGEST_PAGE } } })),
});

/** The answer alone holds the secret. */
export function createApplication(application: Schemas['CreateApplication']) {
  return take(api.POST('/api/v1/applications', { body: application }));
}

export function changeApplication(id: string, change: Schemas['UpdateApplication']) {
  return take(api.PATCH('/api/v1/applications/{id}', { params: { path: { id } }, body: change }));
}

/** The answer alone holds the new secret; the old one is taken too until the next rotation. */
export function rotateApplicationSecret(id: string) {
  return take(api.POST('/api/v1/applications/{id}/rotate-secret', { params: { path: { id } } }));
}

/** Refused while a connection names it. */
export function deleteApplication(id: string) {
  return take(api.DELETE('/api/v1/applications/{id}', { params: { path: { id } } }));
}
