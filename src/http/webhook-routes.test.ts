import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { fakeParts } from '../../test/support/http-parts.ts';
import type { WebhookRequest } from '../domain/provider.ts';
import type { Intake, IntakeReply } from '../pipeline/doors.ts';
import { StoreUnavailable } from '../store/store.ts';
import { createServer } from './server.ts';

const TOKEN = 'ab'.repeat(32);
const OK: IntakeReply = { status: 200, contentType: 'text/plain', body: '' };

type Received = { token: string; request: Omit<WebhookRequest, 'url'> };
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function serve(answer: () => Promise<IntakeReply> = async () => OK, trustedProxies: readonly string[] = []) {
  const received: Received[] = [];
  const intake: Intake = {
    knows: async (token) => token === TOKEN,
    receive: (token, request) => {
      received.push({ token, request });
      return answer();
    },
  };
  const parts = fakeParts({ intake, trustedProxies });
  const app = createServer(parts);
  closing.push(() => app.close());
  return { app, received, parts };
}

async function listen(app: ReturnType<typeof createServer>): Promise<number> {
  await app.listen({ host: '127.0.0.1', port: 0 });
  return (app.server.address() as AddressInfo).port;
}

/** Posts over a real connection; `length: null` sends chunks without announcing how much comes. */
function post(port: number, body: Buffer, options: { agent?: Agent; length?: null } = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: `/webhooks/${TOKEN}`,
      ...(options.agent && { agent: options.agent }),
      headers: options.length === null ? {} : { 'content-length': body.length },
    });
    request.on('response', (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    request.on('error', reject);
    request.end(body);
  });
}

describe('webhooks', () => {
  it.each(['application/json', 'application/x-www-form-urlencoded', 'application/vnd.odd+thing', undefined])(
    'hands the body over as the bytes that came, as %s',
    async (type) => {
      const { app, received } = serve();
      const body = Buffer.from('{"a" :  1, "bad": \xff}', 'latin1');
      const headers = type ? { 'content-type': type } : {};
      const response = await app.inject({ method: 'POST', url: `/webhooks/${TOKEN}`, headers, payload: body });
      expect(response.statusCode).toBe(200);
      expect(Buffer.from(received[0]?.request.body ?? [])).toEqual(body);
    },
  );

  it('hands over method, header names in lower case and every query value', async () => {
    const { app, received } = serve(async () => ({ status: 200, contentType: 'text/plain', body: '42' }));
    const response = await app.inject({
      method: 'GET',
      url: `/webhooks/${TOKEN}?hub.mode=subscribe&tag=a&tag=b`,
      headers: { 'X-Odd-Name': 'yes' },
    });
    expect(response.body).toBe('42');
    expect(received[0]).toMatchObject({
      token: TOKEN,
      request: { method: 'GET', headers: { 'x-odd-name': 'yes' }, query: { 'hub.mode': 'subscribe', tag: ['a', 'b'] } },
    });
    expect(received[0]?.request.body).toHaveLength(0);
  });

  it.each(['?bodySHA256=ab%2F12&a=%20+b', ''])('hands over the query %j as it was written', async (search) => {
    const { app, received } = serve();
    await app.inject({ method: 'POST', url: `/webhooks/${TOKEN}${search}`, payload: '{}' });
    expect(received[0]?.request.search).toBe(search);
  });

  it.each([
    ['the address that connects', [], '198.51.100.4', '203.0.113.9', '198.51.100.4'],
    ['what a trusted proxy tells', ['198.51.100.0/24'], '198.51.100.4', '203.0.113.9', '203.0.113.9'],
    [
      'not what a client told the trusted proxy',
      ['198.51.100.0/24'],
      '198.51.100.4',
      '192.0.2.1, 203.0.113.9',
      '203.0.113.9',
    ],
    ['not what a stranger tells', ['198.51.100.0/24'], '192.0.2.7', '203.0.113.9', '192.0.2.7'],
  ])('says where a request came from: %s', async (_what, trusted, remoteAddress, forwarded, address) => {
    const { app, received } = serve(undefined, trusted);
    const headers = { 'x-forwarded-for': forwarded };
    await app.inject({ method: 'POST', url: `/webhooks/${TOKEN}`, payload: '{}', headers, remoteAddress });
    expect(received[0]?.request.address).toBe(address);
  });

  it("gives the intake's answer as it is", async () => {
    const reply = { status: 401, contentType: 'text/xml', body: '<Response/>', headers: { 'x-own': '1' } };
    const { app } = serve(async () => reply);
    const response = await app.inject({ method: 'POST', url: `/webhooks/${TOKEN}`, payload: '{}' });
    expect(response).toMatchObject({ statusCode: 401, body: '<Response/>' });
    expect(response.headers).toMatchObject({ 'content-type': 'text/xml', 'x-own': '1' });
  });

  it.each(['short', 'AB'.repeat(32), `${TOKEN}00`, '%2e%2e'])('knows no webhook %s and asks nobody', async (token) => {
    const { app, received } = serve();
    const response = await app.inject({ method: 'POST', url: `/webhooks/${token}`, payload: '{}' });
    expect(response.statusCode).toBe(404);
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(received).toEqual([]);
  });

  it('asks the provider to come again while the store takes nothing', async () => {
    const { app } = serve(() => Promise.reject(new StoreUnavailable('disk full')));
    const response = await app.inject({ method: 'POST', url: `/webhooks/${TOKEN}`, payload: '{}' });
    expect(response.statusCode).toBe(503);
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    expect(response.body).not.toContain('disk');
  });

  it('answers a bug with 500, tells the log and not the caller', async () => {
    const { app, parts } = serve(() => Promise.reject(new Error('undefined is not a function')));
    const response = await app.inject({ method: 'POST', url: `/webhooks/${TOKEN}`, payload: '{}' });
    expect(response.statusCode).toBe(500);
    expect(response.body).not.toContain('function');
    expect(parts.lines.join('')).toContain('undefined is not a function');
    expect(parts.lines.join('')).not.toContain(TOKEN);
  });
});

describe('webhooks over a connection', () => {
  it('takes 3 MB and refuses more than 3.5 MB, announced or not', async () => {
    const { app, received } = serve();
    const port = await listen(app);
    expect(await post(port, Buffer.alloc(3 * 1_048_576, 'x'))).toBe(200);
    expect(received[0]?.request.body).toHaveLength(3 * 1_048_576);
    expect(await post(port, Buffer.alloc(3_500_001, 'x'))).toBe(413);
    expect(await post(port, Buffer.alloc(3_500_001, 'x'), { length: null })).toBe(413);
    expect(received).toHaveLength(1);
  });

  it('drops a body that breaks off, and serves the next', async () => {
    const { app, received, parts } = serve();
    const port = await listen(app);
    const socket = connect(port, '127.0.0.1');
    socket.write(`POST /webhooks/${TOKEN} HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"half":`);
    await once(app.server, 'request');
    socket.resetAndDestroy();
    expect(await post(port, Buffer.from('{}'))).toBe(200);
    expect(received).toHaveLength(1);
    expect(parts.lines.join('')).not.toContain('"level":"error"');
  });

  it('keeps the connection of a provider for its next webhooks', async () => {
    const { app } = serve();
    const port = await listen(app);
    let connections = 0;
    app.server.on('connection', () => connections++);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (const body of ['{}', 'not json', '']) expect(await post(port, Buffer.from(body), { agent })).toBe(200);
    agent.destroy();
    expect(connections).toBe(1);
  });
});
