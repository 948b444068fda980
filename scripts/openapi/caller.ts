import type { Json } from './json.ts';

/** A plain request at the provider, for what our client does not use. Answers the JSON that came back, empty if none did. */
export type Call = (method: string, url: string, body?: object) => Promise<Json>;

export interface CallerParts {
  fetch: typeof globalThis.fetch;
  authorization: string;
  /** Takes down what was refused. Absent: it is meant to be. */
  failures?: string[];
}

/** What is no form goes as JSON. */
export function createCaller({ fetch, authorization, failures }: CallerParts): Call {
  return async (method, url, body) => {
    const isJson = body !== undefined && !(body instanceof URLSearchParams) && !(body instanceof FormData);
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: { authorization, ...(isJson && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: isJson ? JSON.stringify(body) : body }),
    });
    if (!response.ok && failures)
      failures.push(`${method} ${url}: ${response.status} ${await response.clone().text()}`);
    const hasJson = response.headers.get('content-type')?.includes('json') ?? false;
    return hasJson ? ((await response.json()) as Json) : {};
  };
}
