import { afterEach, beforeEach, expect, test } from 'vitest';
import { inventedNumber } from '../../../test/simulators/meta-number.ts';
import { type MetaRig, number, startMetaRig } from '../../../test/simulators/meta-rig.ts';

const DAY_MS = 86_400_000;
const authorised = { authorization: `Bearer ${number.accessToken}` };

let rig: MetaRig;

beforeEach(async () => {
  rig = await startMetaRig();
});

afterEach(() => rig.stop());

async function upload(type: string, size = 10, phoneNumberId = number.phoneNumberId) {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', type);
  form.set('file', new File([new Uint8Array(size)], 'a', { type }));
  const request = new Response(form);
  const answer = await rig.app.inject({
    method: 'POST',
    url: `/v25.0/${phoneNumberId}/media`,
    headers: { ...authorised, 'content-type': request.headers.get('content-type') ?? '' },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  return { status: answer.statusCode, body: answer.json() };
}

const statuses = () => rig.values().flatMap((value) => value.statuses ?? []);

test.each([
  ['image/jpeg', 5],
  ['video/mp4', 16],
  ['audio/ogg; codecs=opus', 16],
])('%s may have %i MB and no byte more', async (type, megabytes) => {
  expect((await upload(type, megabytes * 1024 * 1024)).status).toBe(200);
  expect((await upload(type, megabytes * 1024 * 1024 + 1)).body).toMatchObject({ error: { code: 131053 } });
});

test('a still sticker may have 100 kB, an animated one 500 kB', async () => {
  expect((await upload('image/webp', 100 * 1024)).status).toBe(200);
  expect((await upload('image/webp', 100 * 1024 + 1)).status).toBe(400);
});

test('a type that nobody can show is refused with the list of those that can', async () => {
  const { status, body } = await upload('image/tiff');
  expect(status).toBe(400);
  expect(body).toMatchObject({
    error: {
      code: 100,
      error_data: { details: expect.stringMatching(/image\/jpeg.*Received file of type 'image\/tiff'/) },
    },
  });
});

test('an upload lives for 30 days, a person’s file for 7', async () => {
  const { id } = (await upload('image/png')).body;
  const dataUrl = `data:image/png;base64,${Buffer.from('a').toString('base64')}`;
  await rig.simulator.write(number.phoneNumberId, 'mina', { type: 'image', dataUrl });
  await rig.clock.advance(0);
  const inbound = rig.values()[0]?.messages?.[0]?.image as { id: string };
  await rig.clock.advance(7 * DAY_MS - 1);
  expect((await rig.call('GET', inbound.id)).status).toBe(200);
  await rig.clock.advance(1);
  expect((await rig.call('GET', inbound.id)).status).toBe(400);
  await rig.clock.advance(23 * DAY_MS - 1);
  expect((await rig.call('GET', id)).status).toBe(200);
  await rig.clock.advance(1);
  expect((await rig.call('GET', id)).status).toBe(400);
});

test('media are bound to the number that uploaded them', async () => {
  rig.simulator.addNumber(inventedNumber({ phoneNumberId: '400000000000002' }));
  const { id } = (await upload('image/png', 10, '400000000000002')).body;
  expect((await rig.call('GET', `${id}?phone_number_id=400000000000002`)).status).toBe(200);
  expect((await rig.call('GET', `${id}?phone_number_id=${number.phoneNumberId}`)).status).toBe(400);
  expect((await rig.send({ type: 'image', image: { id } })).body).toMatchObject({ error: { code: 131009 } });
});

test('an uploaded file sent as something else fails after it was accepted', async () => {
  await rig.write('Hi');
  const { id } = (await upload('image/png')).body;
  expect((await rig.send({ type: 'audio', audio: { id } })).status).toBe(200);
  await rig.clock.advance(100);
  expect(statuses()).toMatchObject([{ status: 'failed', errors: [{ code: 131053 }] }]);
});

test.each([
  ['to nothing', 'https://missing.example/a.jpg'],
  ['to a page', 'https://pictures.example/a.html'],
])('a link %s fails after it was accepted', async (_what, link) => {
  await rig.write('Hi');
  expect((await rig.send({ type: 'image', image: { link } })).status).toBe(200);
  await rig.clock.advance(1_000);
  expect(statuses()).toMatchObject([{ status: 'failed', errors: [{ code: 131053 }] }]);
});

test('a link in a header is fetched too, and a good one is delivered', async () => {
  await rig.write('Hi');
  const send = (link: string) => {
    const header = { type: 'image', image: { link } };
    const buttons = [{ type: 'reply', reply: { id: 'a', title: 'A' } }];
    return rig.send({
      type: 'interactive',
      interactive: { type: 'button', header, body: { text: 'a' }, action: { buttons } },
    });
  };
  await send('https://missing.example/a.jpg');
  await send('https://pictures.example/a.jpg');
  await rig.clock.advance(1_000);
  expect(statuses().map(({ status }) => status)).toEqual(['failed', 'sent', 'delivered']);
});

test('links can be taken on trust', async () => {
  await rig.stop();
  rig = await startMetaRig({ fetchLinks: false });
  await rig.write('Hi');
  await rig.send({ type: 'image', image: { link: 'https://missing.example/a.jpg' } });
  await rig.clock.advance(1_000);
  expect(statuses().map(({ status }) => status)).toEqual(['sent', 'delivered']);
});

test('a sample file is uploaded in parts and becomes a handle', async () => {
  const begun = await rig.call('POST', `${number.appId}/uploads?file_name=a.jpg&file_length=8&file_type=image/jpeg`);
  const { id } = begun.body;
  expect(id).toMatch(/^upload:/);
  const append = async (offset: number, bytes: string) => {
    const headers = {
      authorization: `OAuth ${number.accessToken}`,
      file_offset: String(offset),
      'content-type': 'application/x-www-form-urlencoded',
    };
    const answer = await rig.app.inject({ method: 'POST', url: `/v25.0/${id}`, headers, payload: bytes });
    return { status: answer.statusCode, body: answer.json() };
  };
  await append(0, 'abcd');
  expect((await rig.call('GET', id)).body).toEqual({ id, file_offset: 4 });
  expect((await append(0, 'abcd')).status).toBe(400);
  expect((await append(4, 'efgh')).body).toEqual({ h: expect.stringMatching(/^4:YS5qcGc=:/) });
  expect((await rig.call('POST', `${number.appId}/uploads?file_length=8&file_type=text/plain`)).status).toBe(400);
});
