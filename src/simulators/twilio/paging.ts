import type { FastifyRequest } from 'fastify';
import { queryOf } from './request.ts';

const DEFAULT_SIZE = 50;
const LARGEST_SIZE = 1000;

interface Page<T> {
  items: T[];
  page: number;
  size: number;
  /** The list goes on. */
  hasNext: boolean;
}

/** A page of a list as the 2010 API shows it: addresses are relative, null at the ends. */
export function renderUriPage<T>(request: FastifyRequest, name: string, all: readonly T[]) {
  const { items, page, size, hasNext } = pageOf(request, all);
  const uriOf = (number: number) => addressOf(request, number, size);
  return {
    [name]: items,
    page,
    page_size: size,
    start: page * size,
    end: page * size + Math.max(items.length - 1, 0),
    uri: uriOf(page),
    first_page_uri: uriOf(0),
    next_page_uri: hasNext ? uriOf(page + 1) : null,
    previous_page_uri: page > 0 ? uriOf(page - 1) : null,
  };
}

/** A page of a list as the product APIs show it. */
export function renderMetaPage<T>(request: FastifyRequest, key: string, all: readonly T[]) {
  const { items, page, size, hasNext } = pageOf(request, all);
  const urlOf = (number: number) => `${request.protocol}://${request.host}${addressOf(request, number, size)}`;
  return {
    [key]: items,
    meta: {
      page,
      page_size: size,
      first_page_url: urlOf(0),
      previous_page_url: page > 0 ? urlOf(page - 1) : null,
      url: urlOf(page),
      next_page_url: hasNext ? urlOf(page + 1) : null,
      key,
    },
  };
}

function pageOf<T>(request: FastifyRequest, all: readonly T[]): Page<T> {
  const query = queryOf(request);
  const size = Math.min(Math.max(Number(query.get('PageSize')) || DEFAULT_SIZE, 1), LARGEST_SIZE);
  const page = Math.max(Number(query.get('Page')) || 0, 0);
  const start = page * size;
  return { items: all.slice(start, start + size), page, size, hasNext: start + size < all.length };
}

function addressOf(request: FastifyRequest, page: number, size: number): string {
  const url = new URL(request.url, 'http://simulator');
  url.searchParams.set('PageSize', String(size));
  url.searchParams.set('Page', String(page));
  return `${url.pathname}${url.search}`;
}
