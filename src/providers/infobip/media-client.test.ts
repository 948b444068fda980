import { expect, test } from 'vitest';
import { connect, startFarEnd } from '../../../test/support/infobip-far-end.ts';
import { settings } from './fixtures/webhooks.ts';

const APP = `App ${settings.apiKey}`;
const PATH = '/whatsapp/1/senders/15550100200/media/5f1c';
const file = (url?: string) => ({
  providerMediaId: '15550100200/5f1c',
  ...(url !== undefined && { url }),
  senderFields: {},
  signal: new AbortController().signal,
});

const said = { body: 'bytes', headers: { 'content-type': 'image/jpeg', 'content-length': '5' } };

test('R23: a file is fetched with the authorization of the account', async () => {
  const far = await startFarEnd(() => said);
  const opened = await connect(far).media?.open(file(`${far.url}${PATH}`));
  if (!opened?.ok) expect.fail('not opened');
  expect(opened.value).toMatchObject({ mimeType: 'image/jpeg', sizeBytes: 5 });
  expect(await new Response(opened.value.body).text()).toBe('bytes');
  expect(far.calls).toMatchObject([{ what: `GET ${PATH}`, authorization: APP }]);
});

test('R23: without an address its id is enough', async () => {
  const far = await startFarEnd(() => said);
  expect(await connect(far).media?.open(file())).toMatchObject({ ok: true });
  expect(far.calls[0]?.what).toBe(`GET ${PATH}`);
});

test('R23, R24: the store behind a redirect does not see the authorization', async () => {
  const store = await startFarEnd(() => said);
  const far = await startFarEnd(() => ({ status: 302, headers: { location: `${store.url}/signed?k=1` } }));
  expect(await connect(far).media?.open(file(`${far.url}${PATH}`))).toMatchObject({ ok: true });
  expect(store.calls).toMatchObject([{ what: 'GET /signed', authorization: undefined }]);
});

test('R24: nor does one at the same address', async () => {
  const far = await startFarEnd(({ what }) =>
    what.includes('/media/') ? { status: 302, headers: { location: '/cdn/1' } } : said,
  );
  expect(await connect(far).media?.open(file())).toMatchObject({ ok: true });
  expect(far.calls.map(({ authorization }) => authorization)).toEqual([APP, undefined]);
});

test('R23: what the store says about a file is not final', async () => {
  const far = await startFarEnd(({ what }) =>
    what.includes('/media/') ? { status: 302, headers: { location: '/cdn/1' } } : { status: 403, body: 'too late' },
  );
  expect(await connect(far).media?.open(file())).toMatchObject({ trouble: { kind: 'unavailable', code: '403' } });
});

test('R23: an expired file is told as one', async () => {
  const far = await startFarEnd(() => ({ status: 404, body: '' }));
  expect(await connect(far).media?.open(file(`${far.url}${PATH}`))).toMatchObject({
    trouble: { kind: 'not_found', message: expect.stringContaining('seven days') },
  });
});

test('R23: a token that ended is renewed for a file too', async () => {
  const far = await startFarEnd(({ what, authorization }, count) => {
    if (what.includes('/auth/')) return { body: { token: `session-${count}` } };
    return authorization === 'IBSSO session-2' ? said : { status: 401, body: '' };
  });
  expect(await connect(far, { authorization: 'session' }).media?.open(file())).toMatchObject({ ok: true });
});

test('R24: a file at another host of Infobip is fetched from the base URL, one elsewhere not at all', async () => {
  const far = await startFarEnd(() => said);
  const provider = connect(far);
  for (const host of ['https://api.infobip.com', 'https://xyz123.api.infobip.com']) {
    expect(await provider.media?.open(file(`${host}${PATH}`))).toMatchObject({ ok: true });
  }
  expect(far.calls).toMatchObject([{ what: `GET ${PATH}`, authorization: APP }, { what: `GET ${PATH}` }]);
  for (const host of [
    'https://elsewhere.example',
    'https://api.infobip.com.elsewhere.example',
    'https://fapi.infobip.com',
  ]) {
    expect(await provider.media?.open(file(`${host}${PATH}`))).toMatchObject({ trouble: { kind: 'not_found' } });
  }
  expect(far.calls).toHaveLength(2);
});

test.each([
  [401, 'misconfigured'],
  [403, 'misconfigured'],
  [429, 'throttled'],
  [500, 'unavailable'],
])('a download answered %i is %s', async (status, kind) => {
  const far = await startFarEnd(() => ({ status, body: '' }));
  expect(await connect(far).media?.open(file())).toMatchObject({ trouble: { kind, code: String(status) } });
});

test('redirects come to an end', async () => {
  const far = await startFarEnd(() => ({ status: 302, headers: { location: '/again' } }));
  expect(await connect(far).media?.open(file())).toMatchObject({ trouble: { kind: 'unavailable' } });
  expect(far.calls).toHaveLength(4);
});
