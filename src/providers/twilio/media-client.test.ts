import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { type Answer, connect, startFarEnd } from '../../../test/support/twilio-far-end.ts';
import { settings } from './fixtures/webhooks.ts';

const ID = 'Messages/MM1/Media/ME1';
const PATH = `/2010-04-01/Accounts/${settings.accountSid}/${ID}`;

async function open(far: { url: string }, file: { providerMediaId?: string; url?: string } = {}) {
  const { signal } = new AbortController();
  const result = await connect(far).media?.open({ providerMediaId: ID, senderFields: {}, signal, ...file });
  if (result === undefined) throw new Error('there are no files');
  return result;
}

const file: Answer = () => ({ body: 'bytes', headers: { 'content-type': 'image/jpeg', 'content-length': '5' } });

describe('R22: a received file', () => {
  test('lies behind a redirect to another host, which does not see the credentials', async () => {
    const store = await startFarEnd(file);
    const far = await startFarEnd(() => ({ status: 307, headers: { location: `${store.url}/signed?x=1` } }));
    const opened = await open(far, { url: `${far.url}${PATH}` });
    if (!opened.ok) throw new Error(opened.trouble.message);
    expect(opened.value).toMatchObject({ mimeType: 'image/jpeg', sizeBytes: 5 });
    expect(await text(opened.value.body)).toBe('bytes');
    expect(far.calls[0]?.authorization).toMatch(/^Basic /);
    expect(store.calls).toMatchObject([{ what: 'GET /signed', authorization: undefined }]);
  });

  test.each([
    ['Twilio’s own address', { url: `https://api.twilio.com${PATH}` }],
    ['no address', {}],
    ['the address of a stranger', { url: 'https://stranger.example/file' }],
  ])('is fetched from the configured host for %s', async (_what, asked) => {
    const far = await startFarEnd(file);
    expect(await open(far, asked)).toMatchObject({ ok: true });
    expect(far.calls).toMatchObject([{ what: `GET ${PATH}` }]);
  });

  test('that is nowhere at Twilio is not found, without a request', async () => {
    const far = await startFarEnd(file);
    const asked = { providerMediaId: 'SM1/0', url: 'https://stranger.example/file' };
    expect(await open(far, asked)).toMatchObject({ ok: false, trouble: { kind: 'not_found' } });
    expect(far.calls).toEqual([]);
  });

  test.each([
    [404, 'not_found'],
    [410, 'not_found'],
    [401, 'misconfigured'],
    [429, 'throttled'],
    [500, 'unavailable'],
  ])('that is answered with %i is %s', async (status, kind) => {
    expect(await open(await startFarEnd(() => ({ status })))).toMatchObject({ trouble: { kind } });
  });

  test('whose signed address has ended is asked for again', async () => {
    const store = await startFarEnd(() => ({ status: 403 }));
    const far = await startFarEnd(() => ({ status: 302, headers: { location: store.url } }));
    expect(await open(far)).toMatchObject({ trouble: { kind: 'unavailable' } });
  });

  test('that is sent in circles is given up', async () => {
    const far = await startFarEnd(() => ({ status: 302, headers: { location: PATH } }));
    expect(await open(far)).toMatchObject({ ok: false });
    expect(far.calls).toHaveLength(4);
  });

  test('is limited in size', () => {
    expect(connect({ url: 'https://twilio.example' }).media?.maxReceivedBytes).toBe(16 * 1_024 * 1_024);
  });
});
