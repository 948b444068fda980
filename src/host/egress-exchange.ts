import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { BufferedResponse } from './buffered-response.ts';
import { EgressRefused, RequestNotSent } from './egress-errors.ts';

export interface EgressRequest {
  url: URL;
  method: string;
  headers: Record<string, string>;
  body: string | Uint8Array | null;
  signal: AbortSignal;
}

/**
 * One request and its whole answer. Works on undici's `dispatch` because only there one learns whether writing had begun: before
 * that, every failure (also the signal's) is a `RequestNotSent`; afterwards the error is passed on as it came.
 */
export function exchange(dispatcher: Dispatcher, request: EgressRequest): Promise<BufferedResponse> {
  return new Promise((resolve, reject) => {
    const handler = new ExchangeHandler(request, resolve, reject);
    if (request.signal.aborted) {
      handler.abort();
      return;
    }
    dispatcher.dispatch(
      {
        origin: request.url.origin,
        path: request.url.pathname + request.url.search,
        method: request.method,
        headers: request.headers,
        body: request.body,
      },
      handler,
    );
  });
}

class ExchangeHandler implements Dispatcher.DispatchHandler {
  readonly #request: EgressRequest;
  readonly #resolve: (response: BufferedResponse) => void;
  readonly #reject: (error: unknown) => void;
  readonly #chunks: Buffer[] = [];
  readonly abort = (): void => this.#abort();
  #controller: Dispatcher.DispatchController | undefined;
  #settled = false;
  #status = 0;
  #headers: IncomingHttpHeaders = {};

  constructor(request: EgressRequest, resolve: (response: BufferedResponse) => void, reject: (error: unknown) => void) {
    this.#request = request;
    this.#resolve = resolve;
    this.#reject = reject;
    request.signal.addEventListener('abort', this.abort, { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // The signal fired while the request stood in the queue: it is already reported as not sent, and must not be.
    if (this.#settled) controller.abort(new Error('ended before it was sent'));
    else this.#controller = controller;
  }

  onResponseStart(_controller: unknown, status: number, headers: IncomingHttpHeaders): void {
    // 1xx answers come before the real one.
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (!this.#settle()) return;
    const [first] = this.#chunks;
    const body = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
    this.#resolve(new BufferedResponse(this.#request.url.href, this.#status, this.#headers, body));
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.#fail(error);
  }

  #abort(): void {
    const reason: unknown = this.#request.signal.reason;
    const controller = this.#controller;
    this.#fail(reason);
    controller?.abort(reason instanceof Error ? reason : new Error('aborted'));
  }

  #fail(error: unknown): void {
    if (!this.#settle()) return;
    const isKnownNotSent = error instanceof EgressRefused || error instanceof RequestNotSent;
    const wasWritten = this.#controller !== undefined;
    this.#reject(wasWritten || isKnownNotSent ? error : new RequestNotSent(this.#request.url.host, error));
  }

  #settle(): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    this.#request.signal.removeEventListener('abort', this.abort);
    return true;
  }
}
