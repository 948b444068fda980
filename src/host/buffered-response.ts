import type { IncomingHttpHeaders } from 'node:http';

/** Leaves out a byte order mark, as the platform's `text()` does. */
const utf8 = new TextDecoder();

/**
 * A `Response` whose body is already here. The platform's own costs more to build than the rest of a request, so status, headers,
 * text and JSON are answered directly; the seldom used rest is left to a real one.
 */
export class BufferedResponse implements Response {
  readonly url: string;
  readonly status: number;
  readonly type = 'default';
  readonly redirected = false;
  readonly #rawHeaders: IncomingHttpHeaders;
  readonly #body: Buffer;
  #headers: Headers | undefined;
  #full: Response | undefined;

  constructor(url: string, status: number, headers: IncomingHttpHeaders, body: Buffer) {
    this.url = url;
    this.status = status;
    this.#rawHeaders = headers;
    this.#body = body;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  get statusText(): string {
    return '';
  }

  get headers(): Headers {
    this.#headers ??= toHeaders(this.#rawHeaders);
    return this.#headers;
  }

  async text(): Promise<string> {
    return utf8.decode(this.#body);
  }

  // `any` is what the platform's own type says.
  async json(): ReturnType<Response['json']> {
    return JSON.parse(utf8.decode(this.#body));
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return new Uint8Array(this.#body).buffer;
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(this.#body);
  }

  get body(): Response['body'] {
    return this.#response().body;
  }

  get bodyUsed(): boolean {
    return this.#full?.bodyUsed ?? false;
  }

  blob(): Promise<Blob> {
    return this.#response().blob();
  }

  formData(): Promise<FormData> {
    return this.#response().formData();
  }

  clone(): Response {
    return this.#response().clone();
  }

  #response(): Response {
    // 204, 205 and 304 may have no body, not even an empty one.
    const body = this.#body.length === 0 ? null : new Uint8Array(this.#body);
    this.#full ??= new Response(body, { status: this.status, headers: this.headers });
    return this.#full;
  }
}

function toHeaders(raw: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) headers.append(name, one);
  }
  return headers;
}
