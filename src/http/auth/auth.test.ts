import type { FastifyPluginAsync } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { asAdmin, fakeParts } from '../../../test/support/http-parts.ts';
import { createServer } from '../server.ts';
import { createSessions } from './sessions.ts';

const MINUTE = 60_000;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A gateway whose only data is an empty list of providers, and a route of `chasqui dev`. */
function serve(limits = {}) {
  let now = 1_000_000;
  const sessions = createSessions(() => now);
  const extra: FastifyPluginAsync = async (app) => {
    app.get('/simulator/api/chats', async () => ['chat']);
  };
  const app = createServer(fakeParts({ sessions, extras: [extra], limits }));
  closing.push(() => app.close());
  return { app, sessions, pass: (ms: number) => (now += ms) };
}

type Served = ReturnType<typeof serve>;

async function signIn({ app, sessions }: Served): Promise<{ cookie: string; host: string }> {
  const response = await app.inject(`/session?code=${sessions.issueCode()}`);
  const cookie = String(response.headers['set-cookie']).split(';')[0] ?? '';
  return { cookie, host: '127.0.0.1:8080' };
}

const LIST = '/api/v1/providers';

describe('API keys', () => {
  it.each([
    ['no key', {}],
    ['an unknown key', { authorization: 'Bearer nobody' }],
    ['another scheme', { authorization: asAdmin.authorization.replace('Bearer', 'Basic') }],
    ['an unknown cookie', { cookie: 'chasqui_session=made-up' }],
  ])('refuse %s with a problem document', async (_what, headers) => {
    const response = await serve().app.inject({ url: LIST, headers });
    expect(response.statusCode).toBe(401);
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.json()).toMatchObject({ status: 401, code: 'unauthorized', type: 'urn:chasqui:unauthorized' });
  });

  it('let their bearer in, under whatever name the gateway is reached', async () => {
    const response = await serve().app.inject({ url: LIST, headers: { ...asAdmin, host: 'elsewhere.example' } });
    expect(response.statusCode).toBe(200);
  });

  it('are counted, and told how many requests are left', async () => {
    const { app } = serve({ requests: { max: 2, timeWindow: MINUTE } });
    const answers = [];
    for (let turn = 0; turn < 3; turn++) answers.push(await app.inject({ url: LIST, headers: asAdmin }));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 429]);
    expect(answers[0]?.headers['ratelimit-remaining']).toBe('1');
    expect(Number(answers[2]?.headers['retry-after'])).toBeGreaterThan(0);
    expect(answers[2]?.json()).toMatchObject({ code: 'rate_limited', status: 429 });
  });

  it('cannot be guessed at speed, and those who have one do not suffer for it', async () => {
    const { app } = serve({ wrongKeys: { max: 2, timeWindow: MINUTE } });
    const guess = () => app.inject({ url: LIST, headers: { authorization: 'Bearer guess' } });
    expect([await guess(), await guess(), await guess()].map(({ statusCode }) => statusCode)).toEqual([401, 401, 429]);
    expect((await app.inject({ url: LIST, headers: asAdmin })).statusCode).toBe(200);
  });
});

describe('the one-time link', () => {
  it('sets a cookie that scripts and other sites never see, and leads to the console', async () => {
    const { app, sessions } = serve();
    const response = await app.inject(`/session?code=${sessions.issueCode()}`);
    expect(response).toMatchObject({ statusCode: 303, headers: { location: '/' } });
    expect(response.headers['set-cookie']).toMatch(
      /^chasqui_session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
  });

  it('works once', async () => {
    const { app, sessions } = serve();
    const link = `/session?code=${sessions.issueCode()}`;
    expect((await app.inject(link)).statusCode).toBe(303);
    expect(await app.inject(link)).toMatchObject({ statusCode: 403 });
  });

  it('leads a browser to the console when it is opened again, without another cookie', async () => {
    const { app, sessions } = serve();
    const url = `/session?code=${sessions.issueCode()}`;
    await app.inject(url);
    const again = await app.inject({ url, headers: { accept: 'text/html,application/xhtml+xml' } });
    expect(again).toMatchObject({ statusCode: 303, headers: { location: '/' } });
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it('works for ten minutes', async () => {
    const { app, sessions, pass } = serve();
    const link = `/session?code=${sessions.issueCode()}`;
    pass(10 * MINUTE);
    expect((await app.inject(link)).statusCode).toBe(403);
  });

  it.each(['', '?code=', '?code=made-up', '?code=a&code=b'])('is not /session%s', async (query) => {
    const response = await serve().app.inject(`/session${query}`);
    expect(response.statusCode).toBe(403);
    expect(response.headers['set-cookie']).toBeUndefined();
  });
});

describe('the session cookie', () => {
  it('opens the API and what `chasqui dev` adds to it', async () => {
    const served = serve();
    const headers = await signIn(served);
    expect((await served.app.inject({ url: LIST, headers })).statusCode).toBe(200);
    expect((await served.app.inject({ url: '/simulator/api/chats', headers })).json()).toEqual(['chat']);
    expect((await served.app.inject('/simulator/api/chats')).statusCode).toBe(401);
  });

  it('ends after twelve hours', async () => {
    const served = serve();
    const headers = await signIn(served);
    served.pass(12 * 60 * MINUTE);
    expect((await served.app.inject({ url: LIST, headers })).statusCode).toBe(401);
  });

  it.each(['localhost:8080', '127.0.0.1', '[::1]:8080', 'chat.example.com'])('is taken at %s', async (host) => {
    const served = serve();
    const headers = { ...(await signIn(served)), host };
    expect((await served.app.inject({ url: LIST, headers })).statusCode).toBe(200);
  });

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'chat.example.com:81', 'a b'])(
    'is refused at %s, a name that somebody may have pointed at us',
    async (host) => {
      const served = serve();
      const headers = { ...(await signIn(served)), host };
      const response = await served.app.inject({ url: LIST, headers });
      expect(response.statusCode).toBe(403);
      expect(response.json()).toMatchObject({ code: 'foreign_host' });
    },
  );

  it.each([undefined, 'null', 'https://evil.example', 'http://127.0.0.1:9999'])(
    'changes nothing for a page of origin %s',
    async (origin) => {
      const served = serve();
      const headers = { ...(await signIn(served)), ...(origin && { origin }) };
      const response = await served.app.inject({ method: 'POST', url: '/api/v1/bots', headers, payload: {} });
      expect(response.statusCode).toBe(403);
      expect(response.json()).toMatchObject({ code: 'foreign_origin' });
    },
  );

  it.each(['http://127.0.0.1:8080', 'https://chat.example.com'])(
    'changes things for our own page at %s',
    async (origin) => {
      const served = serve();
      const headers = { ...(await signIn(served)), origin };
      const response = await served.app.inject({ method: 'POST', url: '/api/v1/bots', headers, payload: {} });
      expect(response.json()).toMatchObject({ code: 'invalid' }); // Let in; the empty bot is what is wrong.
    },
  );
});
