/** One request and its answer, as texts. */
export interface Exchange {
  method: string;
  /** At the provider's own host. */
  url: URL;
  request: Body;
  status: number;
  answer: Body;
}

export interface Body {
  /** Without parameters; empty: none was told. */
  type: string;
  text: string;
}

export interface Recorder {
  /** Reaches the simulator under the provider's hosts, and notes what goes in and out. Other hosts are reached as they are, unnoted. */
  fetch: typeof globalThis.fetch;
  exchanges: Exchange[];
}

/** `isProviders` knows the provider's hosts; `simulatorUrl` is where they are served instead. */
export function createRecorder(simulatorUrl: string, isProviders: (host: string) => boolean): Recorder {
  const exchanges: Exchange[] = [];
  return {
    exchanges,
    async fetch(input, init) {
      const url = new URL(input instanceof Request ? input.url : input);
      if (!isProviders(url.host)) return fetch(input, init);
      const request = new Request(`${simulatorUrl}${url.pathname}${url.search}`, init);
      const sent = await bodyOf(request.clone());
      const response = await fetch(request);
      const { status } = response;
      exchanges.push({ method: request.method, url, request: sent, status, answer: await bodyOf(response.clone()) });
      return response;
    },
  };
}

async function bodyOf(message: Request | Response): Promise<Body> {
  const type = message.headers.get('content-type')?.split(';')[0] ?? '';
  return { type, text: await message.text() };
}
