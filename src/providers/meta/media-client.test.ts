import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { MediaFacet, OpenedMedia, ProviderResult } from '../../domain/provider.ts';
import { WHATSAPP_MEDIA_RULES } from '../kit/whatsapp-media.ts';
import { type Answers, connectTo, graphError, NOW, SENDER_FIELDS } from './fixtures/graph.ts';
import { PHONE_NUMBER_ID, settings } from './fixtures/webhooks.ts';

const URL_TOLD = 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=88&hash=told';
const FILE = 'https://lookaside.fbsbx.com/whatsapp_business/attachments/';
const SHA256 = 'ab'.repeat(32);
const found = { url: `${FILE}?mid=88&hash=fresh`, mime_type: 'image/jpeg', file_size: '4', sha256: SHA256, id: '88' };
const bytes = (text = 'data', headers = {}) => new Response(text, { headers });

function facetOf(answers: Answers, more: Record<string, string> = {}) {
  const { provider, calls } = connectTo(answers, more);
  const media: MediaFacet = provider.media ?? expect.fail('no facet');
  const open = (url?: string) =>
    media.open({
      providerMediaId: '88',
      ...(url !== undefined && { url }),
      senderFields: SENDER_FIELDS,
      signal: AbortSignal.timeout(5_000),
    });
  return { media, calls, open };
}

async function textOf(opened: ProviderResult<OpenedMedia>): Promise<string> {
  return opened.ok ? new Response(opened.value.body).text() : expect.fail(opened.trouble.message);
}

describe('opening a file', () => {
  test('item 17: takes the address that came along, with the token and a name', async () => {
    const { open, calls } = facetOf({ [FILE]: bytes('data', { 'content-type': 'image/png', 'content-length': '4' }) });
    const opened = await open(URL_TOLD);
    expect(opened).toMatchObject({ ok: true, value: { mimeType: 'image/png', sizeBytes: 4 } });
    expect(await textOf(opened)).toBe('data');
    expect(calls).toHaveLength(1);
    expect(calls[0]?.headers.get('authorization')).toBe(`Bearer ${settings.accessToken}`);
    expect(calls[0]?.headers.get('user-agent')).toMatch(/\w/);
    expect(calls[0]?.redirect).toBe('manual');
  });

  test('item 17: asks for the address by the id if none came', async () => {
    const { open, calls } = facetOf({ 'GET 88': found, [FILE]: bytes() });
    expect(await open()).toMatchObject({ ok: true, value: { mimeType: 'image/jpeg', sizeBytes: 4, sha256: SHA256 } });
    expect(calls[0]?.url.searchParams.get('phone_number_id')).toBe(PHONE_NUMBER_ID);
  });

  test('item 17: asks for a new address by the id when the first has run out', async () => {
    const gone = new Response('URL signature expired', { status: 404 });
    const { open, calls } = facetOf({ 'GET 88': found, [FILE]: [gone, bytes()] });
    expect(await textOf(await open(URL_TOLD))).toBe('data');
    expect(calls.map(({ url }) => url.searchParams.get('hash'))).toEqual(['told', null, 'fresh']);
  });

  test('item 57: an address elsewhere is not called, and gets no token', async () => {
    const { open, calls } = facetOf({ 'GET 88': { ...found, url: 'https://files.example/88' } });
    expect(await open('https://lookaside.fbsbx.com.evil.example/88')).toMatchObject({
      ok: false,
      trouble: { kind: 'misconfigured', message: 'Files are not fetched from files.example.' },
    });
    expect(calls.map(({ url }) => url.host)).toEqual(['graph.example']);
  });

  test('item 57: a redirect to another host is not followed', async () => {
    const away = new Response(null, { status: 302, headers: { location: 'https://files.example/88' } });
    const { open, calls } = facetOf({ 'GET 88': found, [FILE]: away });
    expect(await open()).toMatchObject({ ok: false, trouble: { kind: 'misconfigured' } });
    expect(calls.map(({ url }) => url.host)).toEqual(['graph.example', 'lookaside.fbsbx.com']);
  });

  test('item 57: a redirect among the allowed hosts is followed', async () => {
    const on = new Response(null, { status: 302, headers: { location: 'https://graph.example/file' } });
    const { open, calls } = facetOf({ 'GET 88': found, [FILE]: on, 'https://graph.example/file': bytes() });
    expect(await textOf(await open())).toBe('data');
    expect(calls.at(-1)?.headers.get('authorization')).toBe(`Bearer ${settings.accessToken}`);
  });

  test('item 57: plain http is for the API address alone', async () => {
    const { open } = facetOf({ 'GET 88': { ...found, url: 'http://lookaside.fbsbx.com/88' } });
    expect(await open()).toMatchObject({ ok: false, trouble: { kind: 'misconfigured' } });
    const own = 'http://127.0.0.1:4010';
    const inside = facetOf(
      { 'GET 88': { ...found, url: `${own}/file` }, [`${own}/file`]: bytes() },
      { apiBaseUrl: own },
    );
    expect(await textOf(await inside.open())).toBe('data');
  });

  test.each([
    ['not_found', graphError(100, { error_subcode: 33 })],
    ['misconfigured', graphError(190, {}, 401)],
    ['throttled', graphError(80007)],
    ['unavailable', new Response('<html>', { status: 502 })],
    ['unavailable', Object.assign(new Error('reset'), { code: 'ECONNRESET' })],
    ['unavailable', Response.json({ id: '88' })],
  ] as const)('says %s when the id leads nowhere (%#)', async (kind, answer) => {
    expect(await facetOf({ 'GET 88': answer }).open()).toMatchObject({ ok: false, trouble: { kind } });
  });

  test('says when nothing could be sent either', async () => {
    const expired = await facetOf({ 'GET 88': graphError(190, {}, 401) }).open();
    expect(expired).toMatchObject({ ok: false, trouble: { kind: 'misconfigured', stops: 'credentials' } });
    const unknown = await facetOf({ 'GET 88': graphError(100, { error_subcode: 33 }) }).open();
    expect(unknown.ok ? null : unknown.trouble).not.toHaveProperty('stops');
  });

  test.each([
    ['misconfigured', new Response('', { status: 403 })],
    ['throttled', new Response('', { status: 429 })],
    ['unavailable', new Response('', { status: 404 })],
    ['unavailable', new Error(`no way with ${settings.accessToken}`)],
  ] as const)('says %s when a fresh address fails (%#)', async (kind, answer) => {
    const opened = await facetOf({ 'GET 88': found, [FILE]: answer }).open();
    expect(opened).toMatchObject({ ok: false, trouble: { kind } });
    expect(JSON.stringify(opened)).not.toContain(settings.accessToken);
  });

  test('gives up after three redirects', async () => {
    const round = new Response(null, { status: 302, headers: { location: FILE } });
    const { open, calls } = facetOf({ 'GET 88': found, [FILE]: round });
    expect(await open()).toMatchObject({ ok: false, trouble: { kind: 'unavailable' } });
    expect(calls).toHaveLength(5);
  });
});

describe('item 55: uploading a file', () => {
  const upload = (answers: Answers, more: Partial<Parameters<NonNullable<MediaFacet['upload']>>[0]> = {}) => {
    const { media, calls } = facetOf(answers);
    const file = { file: new Blob(['data']), fileName: 'a.jpg', mimeType: 'image/jpeg', kind: 'image' as const };
    const told = media.upload?.({ ...file, senderFields: SENDER_FIELDS, signal: AbortSignal.timeout(5_000), ...more });
    return { told: told ?? expect.fail('no upload'), calls };
  };

  test('sends a form whose part has the type of the file, and gives the id', async () => {
    const { told, calls } = upload({ [`POST ${PHONE_NUMBER_ID}/media`]: { id: '902211774466038' } });
    expect(await told).toEqual({
      ok: true,
      value: { providerMediaId: '902211774466038', validUntil: NOW + 30 * 86_400_000 },
    });
    const form = calls[0]?.body instanceof FormData ? calls[0].body : expect.fail('no form');
    expect(form.get('messaging_product')).toBe('whatsapp');
    expect(form.get('type')).toBe('image/jpeg');
    const part = form.get('file');
    expect(part).toMatchObject({ name: 'a.jpg', type: 'image/jpeg', size: 4 });
    expect(calls[0]?.headers.get('content-type')).toBeNull();
  });

  test.each([
    ['another type', { mimeType: 'image/gif' }, 'image/gif is not one of image/jpeg, image/png.'],
    [
      'too many bytes',
      { file: new Blob([new Uint8Array(WHATSAPP_MEDIA_RULES.image.maxBytes + 1)]) },
      'more than the 5242880',
    ],
  ])('item 56: refuses %s without asking Meta', async (_name, more, message) => {
    const { told, calls } = upload({}, more);
    expect(await told).toMatchObject({
      ok: false,
      trouble: { kind: 'invalid', message: expect.stringContaining(message) },
    });
    expect(calls).toEqual([]);
  });

  test('item 56: parameters of the type do not matter', async () => {
    const answers = { [`POST ${PHONE_NUMBER_ID}/media`]: { id: '1' } };
    const { told } = upload(answers, { kind: 'voice', mimeType: 'audio/ogg; codecs=opus' });
    expect(await told).toMatchObject({ ok: true });
  });

  test('tells what Meta says against it, and an answer without id', async () => {
    const path = `POST ${PHONE_NUMBER_ID}/media`;
    expect(
      await upload({ [path]: graphError(131053, { error_data: { details: 'Not a picture.' } }) }).told,
    ).toMatchObject({
      ok: false,
      trouble: { kind: 'invalid', code: '131053', message: expect.stringContaining('Not a picture (') },
    });
    expect(await upload({ [path]: {} }).told).toMatchObject({ ok: false, trouble: { kind: 'unavailable' } });
  });
});

test('item 56: the table of types and sizes', () => {
  const limits = Object.entries(WHATSAPP_MEDIA_RULES).map(([kind, { maxBytes }]) => [kind, maxBytes / 1_024]);
  expect(Object.fromEntries(limits)).toEqual({
    image: 5_120,
    video: 16_384,
    audio: 16_384,
    voice: 16_384,
    document: 102_400,
    sticker: 500,
  });
});

test('every call proves that it knows the app secret', async () => {
  const { open, calls } = facetOf({ 'GET 88': found, [FILE]: bytes() });
  await open();
  const proof = createHmac('sha256', settings.appSecret).update(settings.accessToken).digest('hex');
  expect(calls[0]?.url.searchParams.get('appsecret_proof')).toBe(proof);
});
