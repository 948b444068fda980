import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectorContract, sampleTurn } from '../../../test/contracts/connector.ts';
import { flowOf, talkTo, textsOf } from '../../../test/support/flow-talk.ts';
import { createEgress } from '../../host/egress.ts';
import { flowConnector } from './index.ts';

const SECRETS = 'TOKEN=s3cr3t "token"/1\nHOST=127.0.0.1';

const CALLING = `
triggers: [{fallback: true, goto: start}]
sections:
  start:
    - call:
        url: https://shop.example/orders
        headers: {authorization: "Bearer {{ secrets.TOKEN }}"}
        query: {key: "{{ secrets.TOKEN }}"}
      store: order
    - say: "{{ order.state }}"
`;

connectorContract('a flow that calls', {
  definition: flowConnector,
  // The last is no field of the connector: the suite reads there which hosts are known.
  settings: { definition: CALLING, secrets: 'TOKEN=secret-of-the-shop', host: 'https://shop.example' },
  goodAnswer: () => Response.json({ state: 'on its way with secret-of-the-shop' }),
});

interface Received {
  method: string | undefined;
  path: string | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}

/** The real guard, which lets this machine through here. */
const egress = createEgress({ allow: ['127.0.0.0/8'] });
const closed = createEgress({ allow: [] });
let service: Server;
let origin: string;
let received: Received[];
let respond: (response: ServerResponse) => void;

beforeAll(async () => {
  service = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method, url, headers } = request;
    received.push({ method, path: url, headers, body: Buffer.concat(chunks).toString() });
    respond(response);
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await egress.close();
  await closed.close();
  service.closeAllConnections();
  await new Promise((resolve) => service.close(resolve));
});

beforeEach(() => {
  received = [];
  respond = (response) => json(response, { state: 'sent', lines: [1, 2] });
});

function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

/** A flow with one call; `{ORIGIN}` is the service. */
function callOf(call: string, beside = ''): string {
  const steps = `- call: ${call.replaceAll('{ORIGIN}', origin)}\n  store: order\n${beside}\n- say: "{{ order.state }}."`;
  return flowOf(steps.replace(/\n\n/g, '\n'), '  sorry: [{say: "Sorry: {{ error.message }}"}]\n');
}

function talk(definition: string, guard = egress) {
  return talkTo(definition, { secrets: SECRETS, host: { fetch: guard.fetch } });
}

describe('a request', () => {
  it('carries method, query, headers and JSON with everything filled', async () => {
    const flow = callOf(`
    method: POST
    url: "{ORIGIN}/orders?fixed=1"
    query: {who: "{{ contact.name }} & co"}
    headers: {Authorization: "Bearer {{ secrets.TOKEN }}", X-Mark: m}
    body: {text: "{{ message.text }}", count: {jsonata: "1 + 1"}, none: {jsonata: nothing}}`);
    await talk(flow).say('a "b"\n{{ c }}');
    expect(received).toMatchObject([
      {
        method: 'POST',
        path: '/orders?fixed=1&who=Ada+%26+co',
        headers: { authorization: 'Bearer s3cr3t "token"/1', 'x-mark': 'm', 'content-type': 'application/json' },
      },
    ]);
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({ text: 'a "b"\n{{ c }}', count: 2 });
  });

  it('may be text', async () => {
    await talk(callOf('{method: PUT, url: "{ORIGIN}/x", body: "Hi {{ contact.name }}"}')).say('x');
    expect(received).toMatchObject([{ body: 'Hi Ada', headers: { 'content-type': 'text/plain; charset=utf-8' } }]);
  });

  it.each([
    ['a/../../b?c#d', '/o/a%2F..%2F..%2Fb%3Fc%23d/e'],
    ['@evil.example', '/o/%40evil.example/e'],
    ['ä 👍', '/o/%C3%A4%20%F0%9F%91%8D/e'],
  ])('a person who writes %j stays within the path', async (words, path) => {
    await talk(callOf('{url: "{ORIGIN}/o/{{ message.text }}/e"}')).say(words);
    expect(received).toMatchObject([{ path }]);
  });

  it.each(['.', '..'])('a person who writes %j asks nobody', async (words) => {
    const result = await talk(callOf('{url: "{ORIGIN}/o/{{ message.text }}/e"}')).say(words);
    expect(result).toMatchObject({
      outcome: 'failed',
      retryable: false,
      message: expect.stringContaining('cannot stand in a URL'),
    });
    expect(received).toEqual([]);
  });

  it('a header with a new line is not sent', async () => {
    const flow = callOf('{url: "{ORIGIN}", headers: {x-a: "{{ message.text }}"}}');
    expect(await talk(flow).say('a\r\nx-b: c')).toMatchObject({
      message: 'At sections.start[0]: the header x-a cannot carry its value',
    });
    expect(received).toEqual([]);
  });

  it('carries a key that is the same for every try and another for every call', async () => {
    const flow = flowOf(
      `- call: {url: "${origin}"}\n- set: {n: "$sum([n, 1])"}\n- when: n < 2\n  then: start\n- call: {url: "${origin}"}`,
    );
    const connector = flowConnector.connect({ definition: flow }, { fetch: egress.fetch, now: () => 0 });
    for (const attempt of [1, 2]) await connector.deliver({ ...sampleTurn(), attempt }, new AbortController().signal);
    const keys = received.map(({ headers }) => headers['idempotency-key']);
    const once = ['turn_1.sections.start[0].1', 'turn_1.sections.start[0].2', 'turn_1.sections.start[3].1'];
    expect(keys).toEqual([...once, ...once]);
  });
});

describe('an answer', () => {
  it.each<[string, string, string, unknown]>([
    ['JSON', 'application/json', '{"a": [1]}', { a: [1] }],
    ['JSON of a kind', 'application/problem+json', '{"a": 1}', { a: 1 }],
    ['text', 'text/plain', 'fine', 'fine'],
    ['text that looks like JSON', 'text/plain', '{"a": 1}', '{"a": 1}'],
    ['nothing', 'image/png', '', null],
  ])('of %s is kept', async (_, type, body, value) => {
    respond = (response) => response.writeHead(200, { 'content-type': type }).end(body);
    const one = talk(callOf('{url: "{ORIGIN}"}'));
    await one.say('x');
    expect(one.kept().variables.order).toEqual(value);
  });

  it.each<[string, string, string, string]>([
    ['an image', 'image/png', 'x', 'The service answered image/png, which is neither JSON nor text'],
    ['broken JSON', 'application/json', '{', 'The service answered JSON that cannot be read'],
    ['too much', 'text/plain', 'x'.repeat(131_073), 'The service answered more than 131072 characters'],
    ['far too much', 'text/plain', 'x'.repeat(1_100_000), 'The service answered more than 1 MB'],
  ])('of %s is an error', async (_, type, body, message) => {
    respond = (response) => response.writeHead(200, { 'content-type': type }).end(body);
    const flow = callOf('{url: "{ORIGIN}"}');
    expect(await talk(flow).say('x')).toMatchObject({
      outcome: 'failed',
      retryable: false,
      message: `At sections.start[0]: ${message}`,
    });
  });
});

describe('a call that fails', () => {
  it('goes where the flow wants, with the error', async () => {
    respond = (response) => json(response, { reason: 'unknown' }, 404);
    const one = talk(callOf('{url: "{ORIGIN}"}', '  onError: sorry'));
    expect(textsOf(await one.say('x'))).toEqual(['Sorry: The service answered 404']);
    expect(one.kept().variables).toEqual({
      error: { message: 'The service answered 404', status: 404, body: { reason: 'unknown' } },
    });
  });

  it.each<[number, boolean]>([
    [503, true],
    [429, true],
    [400, false],
    [302, false],
  ])('with %i and nowhere to go fails the turn (retryable: %s)', async (status, retryable) => {
    respond = (response) => response.writeHead(status, { location: '/', 'retry-after': '7' }).end();
    expect(await talk(callOf('{url: "{ORIGIN}"}')).say('x')).toMatchObject({
      outcome: 'failed',
      retryable,
      message: expect.stringContaining(`At sections.start[0]: The service answered ${status}`),
      ...(status === 503 && { retryAfterMs: 7_000 }),
    });
  });

  it('is refused by the guard without a request', async () => {
    const one = talk(callOf('{url: "{ORIGIN}"}', '  onError: sorry'), closed);
    expect(textsOf(await one.say('x'))).toEqual([expect.stringContaining('was refused')]);
    expect(received).toEqual([]);
  });

  it('gives up after its own time', async () => {
    respond = () => {};
    const one = talk(callOf('{url: "{ORIGIN}", timeoutMs: 100}', '  onError: sorry'));
    expect(textsOf(await one.say('x'))).toEqual(['Sorry: The service did not answer in time']);
  });

  it('because the turn is over is tried again, whatever the flow wants', async () => {
    const turnIsOver = new AbortController();
    respond = () => turnIsOver.abort();
    const definition = callOf('{url: "{ORIGIN}"}', '  onError: sorry');
    const connector = flowConnector.connect({ definition }, { fetch: egress.fetch, now: () => 0 });
    expect(await connector.deliver(sampleTurn(), turnIsOver.signal)).toMatchObject({
      outcome: 'failed',
      retryable: true,
      message: 'The flow did not end in time',
    });
  });

  it('again and again is stopped', async () => {
    const flow = flowOf(`- call: {url: "${origin}"}\n- goto: start`);
    expect(await talk(flow).say('x')).toMatchObject({
      outcome: 'failed',
      message: 'At sections.start[0]: more than 10 calls in one turn',
    });
    expect(received).toHaveLength(10);
  });
});

describe('secrets', () => {
  it('are in no result, error or trace, also if the service or its address tells them', async () => {
    respond = (response) =>
      json(response, { state: 'echo s3cr3t "token"/1', url: encodeURIComponent('s3cr3t "token"/1') }, 500);
    const port = new URL(origin).port;
    for (const beside of ['', '  onError: sorry']) {
      const call = `{url: "http://{{ secrets.HOST }}:${port}/{{ secrets.TOKEN }}/x?k={{ secrets.TOKEN }}"}`;
      const result = await talk(callOf(call, beside)).say('x');
      expect(received.at(-1)?.path).toContain('s3cr3t');
      expect(JSON.stringify(result)).not.toMatch(/s3cr3t|127\.0\.0\.1/);
      expect(result).toMatchObject({
        detail: { response: { calls: [{ status: 500, url: `http://***:${port}/***/x` }] } },
      });
    }
  });

  it('of the host are hidden also when the guard refuses it', async () => {
    const result = await talk(callOf('{url: "https://{{ secrets.HOST }}/x"}'), closed).say('x');
    expect(result).toMatchObject({ outcome: 'failed', message: expect.stringContaining('***') });
    expect(JSON.stringify(result)).not.toContain('127.0.0.1');
  });

  it('are no variables', async () => {
    const one = talk(callOf('{url: "{ORIGIN}"}'));
    await one.say('x');
    expect(JSON.stringify(one.kept())).not.toMatch(/s3cr3t|secrets/);
  });
});
