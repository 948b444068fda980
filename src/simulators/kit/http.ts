import { Agent, request } from 'undici';

/** What a simulator needs of `fetch`; the global one fits. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>;

export interface FetchInit {
  method: 'GET' | 'POST' | 'PUT';
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
}

interface FetchAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A `fetch` over kept-alive connections, several times cheaper than the global one under load. `close` ends them. */
export function createFetch(): { fetch: Fetch; close: () => Promise<void> } {
  const dispatcher = new Agent({ keepAliveTimeout: 4_000, connections: 64 });
  const fetch: Fetch = async (url, init) => {
    const answer = await request(url, { ...init, dispatcher });
    return {
      status: answer.statusCode,
      headers: { get: (name) => firstOf(answer.headers[name.toLowerCase()]) },
      text: () => answer.body.text(),
      arrayBuffer: () => answer.body.arrayBuffer(),
    };
  };
  return { fetch, close: () => dispatcher.destroy() };
}

function firstOf(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
