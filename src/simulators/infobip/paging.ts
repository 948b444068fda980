import type { FastifyRequest } from 'fastify';

const LARGEST_PAGE = 100;
const USUAL_PAGE = 10;

export interface Page<T> {
  items: T[];
  paging: { page: number; size: number; totalPages: number; totalResults: number };
}

/** The page of a list that the query asks for; pages count from 0. */
export function pageOf<T>(list: readonly T[], request: FastifyRequest): Page<T> {
  const query = new URL(request.url, 'http://simulator').searchParams;
  const page = Math.max(0, Math.trunc(Number(query.get('page') ?? 0)) || 0);
  const size = Math.min(LARGEST_PAGE, Math.max(1, Math.trunc(Number(query.get('size') ?? USUAL_PAGE)) || USUAL_PAGE));
  return {
    items: list.slice(page * size, (page + 1) * size),
    paging: { page, size, totalPages: Math.ceil(list.length / size), totalResults: list.length },
  };
}
