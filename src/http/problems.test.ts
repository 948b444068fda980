import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { asAdmin, asReader, fakeParts } from '../../test/support/http-parts.ts';
import { ServiceError } from '../services/service-error.ts';
import { BadCursor } from '../store/queries.ts';
import { StoreUnavailable } from '../store/store.ts';
import { createServer, type ServerParts } from './server.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function serve(overrides: Partial<ServerParts> = {}) {
  const parts = fakeParts(overrides);
  const app = createServer(parts);
  closing.push(() => app.close());
  return { app, parts };
}

const JSON_HEADERS = { ...asAdmin, 'content-type': 'application/json' };

async function postBot(payload: string, headers: Record<string, string> = JSON_HEADERS) {
  const response = await serve().app.inject({ method: 'POST', url: '/api/v1/bots', headers, payload });
  expect(response.headers['content-type']).toContain('application/problem+json');
  return response;
}

describe('problem documents', () => {
  it('answer an address that is not there', async () => {
    const response = await serve().app.inject({ url: '/api/v1/nothing', headers: asAdmin });
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.json()).toEqual({
      type: 'urn:chasqui:not_found',
      code: 'not_found',
      title: 'Not Found',
      status: 404,
      detail: 'Nothing answers GET at this address.',
    });
  });

  it.each(['{"name":', 'Hi', '', 'null', '{"__proto__": {"x": 1}}'])(
    'answer the body %j, which is no JSON object of ours',
    async (payload) => {
      const response = await postBot(payload);
      expect(response.statusCode).toBe(400);
      expect(response.json()).toMatchObject({ status: 400, code: 'invalid' });
    },
  );

  it('do not answer an empty body where none is needed, whatever its type', async () => {
    const { app } = serve({ bots: { delete: async () => {} } as never }); // Nothing else of it is used.
    const response = await app.inject({
      method: 'DELETE',
      url: '/api/v1/bots/bot_1',
      headers: JSON_HEADERS,
      payload: '',
    });
    expect(response.statusCode).toBe(204);
  });

  it('answer a body of another type', async () => {
    const response = await postBot('name=x', { ...asAdmin, 'content-type': 'application/x-www-form-urlencoded' });
    expect(response.json()).toMatchObject({ status: 415, code: 'unsupported_media_type' });
  });

  it('answer a body that is too large', async () => {
    const response = await postBot(JSON.stringify({ name: 'x'.repeat(1_100_000) }));
    expect(response.json()).toMatchObject({ status: 413, code: 'too_large' });
  });

  it('say field by field what is wrong, with JSON pointers', async () => {
    const response = await postBot(JSON.stringify({ name: '', settings: { url: 5 }, colour: 'red' }));
    const { status, errors } = response.json();
    expect(status).toBe(400);
    const paths = errors.map(({ path }: { path: string }) => path);
    expect(paths.sort()).toEqual(['', '/connector', '/name', '/settings/url']);
    expect(JSON.stringify(errors)).toContain('colour');
  });

  it.each(['limit=0', 'limit=101', 'limit=ten', 'cursor='])('refuse a page of %s', async (query) => {
    const response = await serve().app.inject({ url: `/api/v1/providers?${query}`, headers: asAdmin });
    expect(response.statusCode).toBe(400);
    expect(response.json().errors[0].path).toBe(`/${query.split('=')[0]}`);
  });

  it('answer a cursor that is not ours', async () => {
    const list = () => Promise.reject(new BadCursor());
    const { app } = serve({ messages: { list } as never }); // Nothing else of it is used.
    const response = await app.inject({ url: '/api/v1/messages?cursor=made-up', headers: asReader });
    expect(response.json()).toMatchObject({ status: 400, errors: [{ path: '/cursor' }] });
  });

  it.each([
    [new ServiceError('not_found', 'There is no such bot.'), { status: 404, code: 'not_found' }],
    [new ServiceError('forbidden', 'No.'), { status: 403, code: 'forbidden' }],
    [new ServiceError('conflict', 'A channel still uses it.', { conflict: 'in_use' }), { status: 409, code: 'in_use' }],
    [new ServiceError('stale', 'It was changed.'), { status: 412, code: 'stale' }],
    [
      new ServiceError('invalid', 'x', { problems: [{ path: '/settings/url', message: 'No.' }] }),
      { status: 400, code: 'invalid', errors: [{ path: '/settings/url', message: 'No.' }] },
    ],
    [new StoreUnavailable('closing'), { status: 503, code: 'unavailable' }],
  ])('tell what a service refuses: %s', async (error, expected) => {
    const { app } = serve({ bots: { delete: () => Promise.reject(error) } as never }); // Nothing else of it is used.
    const response = await app.inject({ method: 'DELETE', url: '/api/v1/bots/bot_1', headers: asAdmin });
    expect(response.json()).toMatchObject(expected);
  });

  it('tell nothing of a bug but that there is one', async () => {
    const { app, parts } = serve({ bots: { delete: () => Promise.reject(new Error('password=hunter2')) } as never });
    const response = await app.inject({ method: 'DELETE', url: '/api/v1/bots/bot_1', headers: asAdmin });
    expect(response.json()).toMatchObject({ status: 500, code: 'internal' });
    expect(response.body).not.toContain('hunter2');
    expect(parts.lines.join('')).toContain('/api/v1/bots/:id');
  });

  it.each([
    ['GET /%zz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', 400],
    ['not http at all\r\n\r\n', 400],
    [`GET / HTTP/1.1\r\nhost: x\r\nx-large: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ])('answer requests that are broken below HTTP (%#)', async (bytes, status) => {
    const { app } = serve();
    await app.listen({ host: '127.0.0.1', port: 0 });
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(bytes);
    const answer = await text(socket);
    expect(answer).toContain(`HTTP/1.1 ${status} `);
    expect(answer.toLowerCase()).toContain('content-type: application/problem+json');
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({ status });
  });
});
