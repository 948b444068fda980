import { describe, expect, test } from 'vitest';
import { type Answer, connect, messageOf, startFarEnd, taken } from '../../../test/support/infobip-far-end.ts';
import { memoryMemo } from '../../../test/support/memo.ts';
import { normalizeBaseUrl } from './base-url.ts';
import { NOW, settings } from './fixtures/webhooks.ts';

const TEXT = messageOf({ type: 'text', text: 'Hello' });
const HOUR_MS = 3_600_000;

describe('the base URL', () => {
  test.each([
    ['xyz123.api.infobip.com', 'https://xyz123.api.infobip.com'],
    [' https://XYZ123.api.infobip.com/ ', 'https://xyz123.api.infobip.com'],
    ['HTTPS://xyz123.api.infobip.com//', 'https://xyz123.api.infobip.com'],
    ['//xyz123.api.infobip.com', 'https://xyz123.api.infobip.com'],
    ['https://xyz123.api.infobip.com:443', 'https://xyz123.api.infobip.com'],
    ['localhost:8080', 'https://localhost:8080'],
    ['http://127.0.0.1:8080/infobip/', 'http://127.0.0.1:8080/infobip'],
  ])('R1: %j is %s', (text, url) => {
    expect(normalizeBaseUrl(text)).toBe(url);
  });
});

/** Answers sends whose header is `good`, and everything else with 401. */
function accepting(good: () => string, tokens: Answer = () => ({ status: 500 })): Answer {
  return (call, count) => {
    if (call.what.includes('/auth/')) return tokens(call, count);
    return call.authorization === good() ? taken(call) : { status: 401, body: {} };
  };
}

describe('the header authorization', () => {
  const basic = `Basic ${Buffer.from(`${settings.username}:${settings.password}`).toString('base64')}`;

  test.each([
    [{}, `App ${settings.apiKey}`],
    [{ apiKey: '' }, basic],
    [{ authorization: 'basic' }, basic],
    [{ authorization: 'app' }, `App ${settings.apiKey}`],
  ])('R2: of the settings %j is written exactly', async (own, header) => {
    const far = await startFarEnd(accepting(() => header));
    expect(await connect(far, own).send(TEXT)).toMatchObject({ ok: true });
    expect(far.calls.map(({ authorization }) => authorization)).toEqual([header]);
  });

  test('R2, R3: a session is opened once, and its token used for all messages', async () => {
    const far = await startFarEnd(
      accepting(
        () => 'IBSSO session-1',
        () => ({ body: { token: 'session-1' } }),
      ),
    );
    const provider = connect(far, { authorization: 'session' });
    await Promise.all([provider.send(TEXT), provider.send(TEXT)]);
    expect(await provider.send(TEXT)).toMatchObject({ ok: true });
    const opened = far.calls.filter(({ what }) => what === 'POST /auth/1/session');
    expect(opened.map(({ json }) => json)).toEqual([
      { username: settings.username, password: settings.password, unsafe: true },
    ]);
    expect(far.calls).toHaveLength(4);
  });

  test('R2, R3: an OAuth token is asked for as a form', async () => {
    const body = { access_token: 'bearer-1', expires_in: 3600, token_type: 'Bearer' };
    const far = await startFarEnd(
      accepting(
        () => 'Bearer bearer-1',
        () => ({ body }),
      ),
    );
    expect(await connect(far, { authorization: 'oauth' }).send(TEXT)).toMatchObject({ ok: true });
    expect(far.calls[0]?.what).toBe('POST /auth/1/oauth2/token');
    expect(Object.fromEntries(new URLSearchParams(far.calls[0]?.body))).toEqual({
      client_id: settings.username,
      client_secret: settings.password,
      grant_type: 'client_credentials',
    });
  });
});

describe('tokens', () => {
  /** Sessions are `session-1`, `session-2`, …; the newest is good. */
  async function sessions() {
    const state = { newest: 0, now: NOW };
    const far = await startFarEnd(
      accepting(
        () => `IBSSO session-${state.newest}`,
        ({ what }) => {
          if (what.startsWith('DELETE')) return { status: 204 };
          state.newest += 1;
          return { body: { token: `session-${state.newest}` } };
        },
      ),
    );
    const memo = memoryMemo(() => state.now);
    const host = { now: () => state.now, memo };
    return { state, far, open: () => connect(far, { authorization: 'session' }, host) };
  }

  test('R3: are kept for every node and every restart', async () => {
    const { far, open } = await sessions();
    await open().send(TEXT);
    expect(await open().send(TEXT)).toMatchObject({ ok: true });
    expect(far.calls.filter(({ what }) => what.includes('session'))).toHaveLength(1);
  });

  test('R3: are renewed before they end, and the old session is ended first', async () => {
    const { state, far, open } = await sessions();
    const provider = open();
    await provider.send(TEXT);
    state.now += HOUR_MS - 4 * 60_000;
    expect(await provider.send(TEXT)).toMatchObject({ ok: true });
    const calls = far.calls
      .filter(({ what }) => what.includes('session'))
      .map(({ what, authorization }) => [what, authorization]);
    expect(calls).toEqual([
      ['POST /auth/1/session', undefined],
      ['DELETE /auth/1/session', 'IBSSO session-1'],
      ['POST /auth/1/session', undefined],
    ]);
  });

  test('R3: are renewed once after a 401, and the request is repeated once', async () => {
    const { state, far, open } = await sessions();
    const provider = open();
    await provider.send(TEXT);
    state.newest += 1;
    expect(await provider.send(TEXT)).toMatchObject({ ok: true });
    expect(far.calls.filter(({ what }) => what === 'POST /auth/1/session')).toHaveLength(2);
    expect(far.calls.filter(({ what }) => what.endsWith('/text'))).toHaveLength(3);
  });

  test('R3: a refusal of new ones too is told after one repetition', async () => {
    const far = await startFarEnd(
      accepting(
        () => 'nothing',
        (_call, count) => ({ body: { token: `session-${count}` } }),
      ),
    );
    const result = await connect(far, { authorization: 'session' }).send(TEXT);
    expect(result).toMatchObject({ failure: { kind: 'channel_misconfigured', stops: 'credentials' } });
    expect(far.calls.filter(({ what }) => what.endsWith('/text'))).toHaveLength(2);
  });

  test('that cannot be had leave the message unsent, with the reason', async () => {
    const wrong = await startFarEnd(() => ({ status: 401, body: { error: 'Invalid login details' } }));
    expect(await connect(wrong, { authorization: 'oauth' }).send(TEXT)).toMatchObject({
      failure: { kind: 'channel_misconfigured', stops: 'credentials', message: expect.stringContaining('no token') },
    });
    const broken = await startFarEnd(() => undefined);
    expect(await connect(broken, { authorization: 'session' }).send(TEXT)).toMatchObject({
      failure: { kind: 'provider_unavailable' },
    });
    const empty = await startFarEnd(() => ({ body: {} }));
    expect(await connect(empty, { authorization: 'oauth' }).send(TEXT)).toMatchObject({
      failure: { kind: 'provider_unavailable' },
    });
  });

  test('do not come back out', async () => {
    const far = await startFarEnd((call) =>
      call.what.includes('/auth/')
        ? { body: { token: 'session-sentinel' } }
        : { status: 400, body: 'no session-sentinel' },
    );
    const result = await connect(far, { authorization: 'session' }).send(TEXT);
    expect(JSON.stringify(result)).not.toContain('session-sentinel');
  });
});
