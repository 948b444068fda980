import type { WebhookRequest } from '../../src/domain/provider.ts';
import type { Fetch } from '../../src/simulators/kit/http.ts';

/** The business's end of webhooks, without a network between. */
export interface Inbox {
  /** For the simulator; answers everything alike. */
  fetch: Fetch;
  received: WebhookRequest[];
}

/** `status`: of every answer. */
export function createInbox(status: number): Inbox {
  const received: WebhookRequest[] = [];
  return {
    received,
    async fetch(address, { method, headers = {}, body = '' }) {
      const url = new URL(address);
      received.push({
        method,
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
        query: Object.fromEntries(url.searchParams),
        body: Buffer.from(body),
        url: `${url.origin}${url.pathname}`,
        search: url.search,
        receivedAt: Date.now(),
      });
      const answer = new Response(status === 204 ? null : '', { status });
      return { status, headers: answer.headers, text: () => answer.text(), arrayBuffer: () => answer.arrayBuffer() };
    },
  };
}
