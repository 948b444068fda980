import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { asAdmin, fakeParts } from '../../test/support/http-parts.ts';
import { manualClock, settle } from '../../test/support/manual-clock.ts';
import type { Intake } from '../pipeline/doors.ts';
import { createPressure, type Pressure } from '../pipeline/pressure.ts';
import { createServer } from './server.ts';
import { createRefusalTeller } from './tell-refusals.ts';

const TOKEN = 'ab'.repeat(32);
const STRANGE = 'cd'.repeat(32);
const BIG = 600_000;
const LIMITS = { requests: 10, bytes: 1_000_000, stalledMs: 5_000, waitMs: 10_000 };

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A gateway's server with room for one big body, and an intake that only counts. `lookUp`: before it is known who calls. */
async function serve({ lookUp = async () => {} }: { lookUp?: () => Promise<void> } = {}) {
  const clock = manualClock();
  const read: number[] = [];
  const asked: { request: IncomingMessage; response: ServerResponse }[] = [];
  const intake: Intake = {
    async knows(token) {
      await lookUp();
      return token === TOKEN;
    },
    async receive(_token, { body }) {
      read.push(body.byteLength);
      return { status: 200, contentType: 'text/plain', body: '' };
    },
  };
  const parts = fakeParts({ intake });
  const { authenticate } = parts.apiKeys;
  parts.apiKeys.authenticate = (key) => lookUp().then(() => authenticate(key));
  const refused = createRefusalTeller({ metrics: parts.metrics, log: parts.log, now: () => clock.now() });
  const pressure = createPressure({ clock, limits: LIMITS, refused });
  const app = createServer({ ...parts, pressure });
  app.server.on('request', (request, response) => asked.push({ request, response }));
  closing.push(() => app.close());
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo; // A TCP server's address has a port.
  return { app, clock, port, pressure, read, asked, parts };
}

interface Posting {
  port: number;
  path?: string;
  headers?: Record<string, string>;
}

/** Sends a request's head, as far as the body nothing; `answer` resolves with everything that came back. */
function open({ port, path = `/webhooks/${TOKEN}`, headers = {} }: Posting): {
  socket: Socket;
  answer: Promise<string>;
} {
  const socket = connect(port, '127.0.0.1');
  closing.push(() => socket.destroy());
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\n${lines.join('')}\r\n`);
  const answer = once(socket, 'data').then(([chunk]) => String(chunk));
  return { socket, answer };
}

/** Resolves when so many bytes are in hand. */
async function inHand(pressure: Pressure, bytes: number): Promise<void> {
  while (pressure.inHand().bytes !== bytes) await settle();
}

const announced = { 'content-length': String(BIG) };

test('a big body that there is no room for is refused before any of it is sent, with the time to come again', async () => {
  const { port, pressure, read } = await serve();
  const first = open({ port, headers: announced });
  await inHand(pressure, BIG);
  const refusal = await open({ port, headers: announced }).answer;
  expect(refusal).toMatch(/^HTTP\/1.1 503 /);
  expect(refusal).toMatch(/\r\nretry-after: [1-9]/);
  first.socket.write(Buffer.alloc(BIG, 'x'));
  expect(await first.answer).toMatch(/^HTTP\/1.1 200 /);
  expect(read).toEqual([BIG]);
  await inHand(pressure, 0);
});

test('a body of unknown length takes the room of the largest', async () => {
  const { port, pressure } = await serve();
  expect(await open({ port, headers: { 'transfer-encoding': 'chunked' } }).answer).toMatch(/^HTTP\/1.1 503 /);
  expect(pressure.inHand().bytes).toBe(0);
});

test('whoever hangs up gives the room back', async () => {
  const { port, pressure } = await serve();
  const { socket, answer } = open({ port, headers: announced });
  answer.catch(() => {});
  await inHand(pressure, BIG);
  socket.resetAndDestroy();
  await inHand(pressure, 0);
});

test('whoever hangs up while it is looked up who calls gets no room', async () => {
  const { promise: lookedUp, resolve: lookUp } = Promise.withResolvers<void>();
  const { port, pressure, asked } = await serve({ lookUp: () => lookedUp });
  const callers = [
    open({ port, headers: announced }),
    open({ port, path: '/api/v1/messages', headers: { ...announced, 'content-type': 'application/json', ...asAdmin } }),
  ];
  for (const { answer } of callers) answer.catch(() => {});
  while (asked.length < callers.length) await settle();
  for (const { socket } of callers) socket.resetAndDestroy();
  while (asked.some(({ request, response }) => !request.destroyed || !response.destroyed)) await settle();
  lookUp();
  for (let times = 0; times < 50; times += 1) await settle();
  expect(pressure.inHand().bytes).toBe(0);
});

test('a body beyond what the address takes is refused for good, however large it is', async () => {
  const { port, pressure, parts } = await serve();
  for (const path of [`/webhooks/${TOKEN}`, '/api/v1/messages']) {
    const headers = { 'content-length': '40000000', 'content-type': 'application/json', ...asAdmin };
    expect(await open({ port, path, headers }).answer).toMatch(/^HTTP\/1.1 413 /);
  }
  expect(pressure.inHand().bytes).toBe(0);
  expect(parts.lines.filter((line) => line.includes('refused'))).toEqual([]);
});

test('strangers get no room: at an address that is none, no big body is read', async () => {
  const { port, pressure, read } = await serve();
  const answer = await open({ port, path: `/webhooks/${STRANGE}`, headers: announced }).answer;
  expect(answer).toMatch(/^HTTP\/1.1 404 /);
  expect(pressure.inHand().bytes).toBe(0);
  expect(read).toEqual([]);
});

test('a program’s big body is counted only for those who may call, and until they are answered', async () => {
  const { port, pressure } = await serve();
  const path = '/api/v1/messages';
  const headers = { 'content-length': '400000', 'content-type': 'application/json' };
  expect(await open({ port, path, headers }).answer).toMatch(/^HTTP\/1.1 401 /);
  expect(pressure.inHand().bytes).toBe(0);
  const first = open({ port, path, headers: { ...headers, ...asAdmin } });
  await inHand(pressure, 400_000);
  const refusal = await open({ port, path, headers: { ...headers, ...asAdmin } }).answer;
  expect(refusal).toMatch(/^HTTP\/1.1 503 /);
  expect(refusal).toContain('urn:chasqui:unavailable');
  first.socket.write(Buffer.alloc(400_000, ' '));
  expect(await first.answer).toMatch(/^HTTP\/1.1 400 /);
  await inHand(pressure, 0);
});

test('a small webhook is refused before it is read while the store hangs, and taken when it goes on', async () => {
  const { app, clock, pressure, read } = await serve();
  const { promise: commit, resolve } = Promise.withResolvers<void>();
  const hanging = pressure.run({ door: 'webhook', bytes: 1 }, () => commit);
  await clock.advance(5_000);
  const post = () => app.inject({ method: 'POST', url: `/webhooks/${TOKEN}`, payload: '{}' });
  expect((await post()).statusCode).toBe(503);
  expect(read).toEqual([]);
  resolve();
  await hanging;
  expect((await post()).statusCode).toBe(200);
});

test('refusals are counted one by one, and told to the log once a second at most', async () => {
  const { app, clock, pressure, parts } = await serve();
  pressure.reserve('webhook', LIMITS.bytes);
  const post = () =>
    app.inject({ method: 'POST', url: `/webhooks/${TOKEN}`, headers: announced, payload: Buffer.alloc(BIG) });
  for (let times = 0; times < 5; times += 1) expect((await post()).statusCode).toBe(503);
  await clock.advance(1_000);
  await post();
  const lines = parts.lines.filter((line) => line.includes('refused')).map((line) => JSON.parse(line));
  expect(lines).toMatchObject([
    { door: 'webhook', reason: 'bytes', count: 1 },
    { door: 'webhook', reason: 'bytes', count: 5 },
  ]);
  expect(parts.lines.filter((line) => line.includes('request failed'))).toEqual([]);
  const { body } = await parts.metrics.scrape();
  expect(body).toContain('chasqui_refused_total{door="webhook",reason="bytes"} 6');
});
