import type { Schemas } from '@chasqui/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, take } from './client.ts';
import { FIRST_PAGE, KEYS, LARGEST_PAGE } from './queries.ts';

/** A template is known by both. */
export interface TemplateName {
  name: string;
  language: string;
}

/** Which templates; `name` is a part of the name. */
export interface TemplateFilter {
  name?: string;
  status?: string;
  category?: string;
  language?: string;
}

export function templatesQuery(channelId: string, filter: TemplateFilter = {}) {
  return infiniteQueryOptions({
    queryKey: [KEYS.templates, channelId, filter],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/channels/{id}/templates', {
          params: {
            path: { id: channelId },
            query: { limit: LARGEST_PAGE, ...filter, ...(pageParam && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function templateQuery(channelId: string, { name, language }: TemplateName) {
  return queryOptions({
    queryKey: [KEYS.templates, channelId, name, language],
    queryFn: () =>
      take(
        api.GET('/api/v1/channels/{id}/templates/{name}/{language}', {
          params: { path: { id: channelId, name, language } },
        }),
      ),
  });
}

/** The template with these values in it, and what is wrong with them: throws `Problem` with pointers into the values. */
export function previewQuery(channelId: string, { name, language }: TemplateName, values: Schemas['PreviewTemplate']) {
  return queryOptions({
    queryKey: ['template-preview', channelId, name, language, values],
    queryFn: () => previewTemplate(channelId, { name, language }, values),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

export function previewTemplate(
  channelId: string,
  { name, language }: TemplateName,
  values: Schemas['PreviewTemplate'],
) {
  const params = { path: { id: channelId, name, language } };
  return take(api.POST('/api/v1/channels/{id}/templates/{name}/{language}/preview', { params, body: values }));
}

/** Reads the templates from the provider now. */
export function syncTemplates(channelId: string) {
  return take(api.POST('/api/v1/channels/{id}/templates/sync', { params: { path: { id: channelId } } }));
}

export function createTemplate(channelId: string, draft: Schemas['CreateTemplate']) {
  return take(api.POST('/api/v1/channels/{id}/templates', { params: { path: { id: channelId } }, body: draft }));
}

/** In this language only. */
export function deleteTemplate(channelId: string, { name, language }: TemplateName) {
  const params = { path: { id: channelId, name }, query: { language } };
  return take(api.DELETE('/api/v1/channels/{id}/templates/{name}', { params }));
}
