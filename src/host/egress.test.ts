import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEgress, type Egress } from './egress.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let origin: string;
let handler: Handler;
let open: Egress;
let closed: Egress;

beforeEach(async () => {
  handler = (_request, response) => response.end('fine');
  server = createServer((request, response) => handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  open = createEgress({ allow: ['127.0.0.0/8', '::1/128'], maxResponseBytes: 1_000 });
  closed = createEgress({ allow: [] });
});

afterEach(async () => {
  await open.close();
  await closed.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function port(): string {
  return new URL(origin).port;
}

test('carries method, headers and body there, and status, headers and body back', async () => {
  handler = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(201, { 'x-seen': request.headers['x-mark'] ?? '', 'set-cookie': ['a=1', 'b=2'] });
      response.end(
        JSON.stringify({ method: request.method, url: request.url, body: Buffer.concat(chunks).toString() }),
      );
    });
  };
  const response = await open.fetch(`${origin}/path?q=1`, {
    method: 'POST',
    headers: { 'x-mark': 'm' },
    body: 'héllo',
  });
  expect(response.status).toBe(201);
  expect(response.ok).toBe(true);
  expect(response.headers.get('x-seen')).toBe('m');
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(await response.json()).toEqual({ method: 'POST', url: '/path?q=1', body: 'héllo' });
  expect(JSON.parse(await response.text())).toMatchObject({ method: 'POST' });
});

test('encodes forms and names their content type', async () => {
  handler = (request, response) => response.end(request.headers['content-type'] ?? 'none');
  const form = await open.fetch(origin, { method: 'POST', body: new URLSearchParams({ a: 'b c' }) });
  expect(await form.text()).toBe('application/x-www-form-urlencoded;charset=UTF-8');
  const data = new FormData();
  data.append('file', new Blob(['x']), 'x.txt');
  const multipart = await open.fetch(origin, { method: 'POST', body: data });
  expect(await multipart.text()).toMatch(/^multipart\/form-data; boundary=/);
});

test('gives the less used parts of a response as the platform does', async () => {
  handler = (_request, response) => response.end('bytes');
  expect(Buffer.from(await (await open.fetch(origin)).arrayBuffer()).toString()).toBe('bytes');
  expect(await (await (await open.fetch(origin)).blob()).text()).toBe('bytes');
  const parts: Uint8Array[] = [];
  for await (const part of (await open.fetch(origin)).body ?? []) parts.push(part);
  expect(Buffer.concat(parts).toString()).toBe('bytes');
  handler = (_request, response) => response.writeHead(204).end();
  expect((await open.fetch(origin)).body).toBeNull();
});

test.each([
  ['a literal loopback address', () => origin],
  ['a name that resolves to loopback', () => `http://localhost:${port()}`],
  ['the same over https', () => `https://localhost:${port()}`],
  ['an address written as a number', () => `http://2130706433:${port()}`],
  ['an IPv4 address mapped into IPv6', () => `http://[::ffff:127.0.0.1]:${port()}`],
  ['another scheme', () => 'file:///etc/passwd'],
  ['credentials in the URL', () => `https://user:pass@localhost:${port()}`],
])('refuses %s and sends nothing', async (_name, url) => {
  let requests = 0;
  handler = (_request, response) => {
    requests += 1;
    response.end();
  };
  await expect(closed.fetch(url())).rejects.toMatchObject({ name: 'EgressRefused', code: 'EGRESS_REFUSED' });
  expect(requests).toBe(0);
});

test('an allowed network may be reached by name', async () => {
  expect(await (await open.fetch(`http://localhost:${port()}`)).text()).toBe('fine');
});

test('returns a redirect instead of following it', async () => {
  handler = (_request, response) => response.writeHead(302, { location: 'http://10.0.0.1/' }).end();
  expect((await open.fetch(origin)).status).toBe(302);
});

test('follows redirects only if asked, and never to a refused address', async () => {
  handler = (request, response) => {
    if (request.url === '/start') response.writeHead(302, { location: '/end' }).end();
    else if (request.url === '/inside') response.writeHead(302, { location: 'http://10.0.0.1/' }).end();
    else if (request.url === '/loop') response.writeHead(302, { location: '/loop' }).end();
    else response.end(`${request.method} ${request.url}`);
  };
  const followed = await open.fetch(`${origin}/start`, { method: 'POST', body: 'x', redirect: 'follow' });
  expect(await followed.text()).toBe('GET /end');
  await expect(open.fetch(`${origin}/inside`, { redirect: 'follow' })).rejects.toMatchObject({
    code: 'EGRESS_REFUSED',
  });
  await expect(open.fetch(`${origin}/loop`, { redirect: 'follow' })).rejects.toThrow('more than 5 times');
});

test('keeps credentials from the origin that a redirect leads to', async () => {
  handler = (request, response) => {
    if (request.url === '/away') response.writeHead(307, { location: `http://localhost:${port()}/there` }).end();
    else response.end(`${request.method} ${request.headers.authorization ?? 'nothing'}`);
  };
  const response = await open.fetch(`${origin}/away`, {
    method: 'POST',
    headers: { Authorization: 'Bearer x' },
    redirect: 'follow',
  });
  expect(await response.text()).toBe('POST nothing');
});

test('ends an answer that is too long', async () => {
  handler = (_request, response) => response.end('x'.repeat(2_000));
  await expect(open.fetch(origin)).rejects.toMatchObject({ code: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' });
});

test('a refused connection is known not to be sent', async () => {
  const free = createTcpServer();
  await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
  const { port: unused } = free.address() as AddressInfo;
  await new Promise((resolve) => free.close(resolve));
  const error = await open.fetch(`http://127.0.0.1:${unused}`).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ name: 'RequestNotSent', code: 'NOT_SENT', cause: { code: 'ECONNREFUSED' } });
});

test('an unknown name is known not to be sent', async () => {
  await expect(open.fetch('https://nowhere.invalid')).rejects.toMatchObject({ code: 'NOT_SENT' });
});

test('a failed TLS handshake is known not to be sent', async () => {
  await expect(open.fetch(origin.replace('http:', 'https:'))).rejects.toMatchObject({ code: 'NOT_SENT' });
});

test('a connection that breaks after the request was written is not claimed unsent', async () => {
  handler = (request) => {
    request.on('end', () => request.socket.destroy());
    request.resume();
  };
  const error = await open.fetch(origin, { method: 'POST', body: 'x' }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toMatchObject({ code: 'NOT_SENT' });
});

test("the caller's signal ends a request under way", async () => {
  const controller = new AbortController();
  handler = () => controller.abort(new Error('enough'));
  await expect(open.fetch(origin, { signal: controller.signal })).rejects.toThrow('enough');
});

test('a request that ends while it waits for a connection is known not to be sent', async () => {
  const single = createEgress({ allow: ['127.0.0.0/8'], connectionsPerOrigin: 1 });
  const paths: (string | undefined)[] = [];
  let release = (): void => {};
  const arrived = new Promise<void>((resolve) => {
    handler = (request, response) => {
      paths.push(request.url);
      release = () => response.end('first');
      resolve();
    };
  });
  const first = single.fetch(`${origin}/first`);
  await arrived;
  const controller = new AbortController();
  const second = single.fetch(`${origin}/second`, { signal: controller.signal });
  controller.abort(new Error('too late'));
  await expect(second).rejects.toMatchObject({ code: 'NOT_SENT', cause: { message: 'too late' } });
  release();
  expect(await (await first).text()).toBe('first');
  handler = (request, response) => {
    paths.push(request.url);
    response.end();
  };
  await single.fetch(`${origin}/third`);
  expect(paths).toEqual(['/first', '/third']);
  await single.close();
});

test('a signal that has already fired sends nothing', async () => {
  await expect(open.fetch(origin, { signal: AbortSignal.abort(new Error('over')) })).rejects.toMatchObject({
    code: 'NOT_SENT',
  });
});

test('a download comes as it arrives, larger than answers may be, and unpacks nothing', async () => {
  let finish = () => {};
  handler = (request, response) => {
    response.writeHead(200, { 'x-encodings': request.headers['accept-encoding'] ?? '' });
    response.write(Buffer.alloc(5_000, 'a'));
    finish = () => response.end('b');
  };
  const response = await open.download(origin, { headers: { authorization: 'x' } });
  expect(response.headers.get('x-encodings')).toBe('identity');
  const reader = response.body?.getReader();
  expect((await reader?.read())?.value?.byteLength).toBeGreaterThan(0);
  finish();
  reader?.releaseLock();
  expect((await response.body?.getReader().read())?.done).toBe(false);
});

test('a download is guarded like everything else, and a redirect is not followed', async () => {
  await expect(closed.download(origin)).rejects.toMatchObject({ code: 'EGRESS_REFUSED' });
  await expect(open.download('file:///etc/hostname')).rejects.toMatchObject({ code: 'EGRESS_REFUSED' });
  handler = (_request, response) => response.writeHead(302, { location: 'http://10.0.0.1/' }).end();
  const redirect = await open.download(origin);
  expect([redirect.status, redirect.headers.get('location')]).toEqual([302, 'http://10.0.0.1/']);
  await redirect.body?.cancel();
  await new Promise((resolve) => server.close(resolve));
  await expect(open.download(origin)).rejects.toMatchObject({ code: 'NOT_SENT' });
});

test('a download that grows too large fails on the way', async () => {
  const small = createEgress({ allow: ['127.0.0.0/8'], maxDownloadBytes: 1_000 });
  handler = (_request, response) => response.end(Buffer.alloc(5_000));
  const body = small.download(origin).then((response) => response.arrayBuffer());
  await expect(body).rejects.toThrow();
  await small.close();
});
