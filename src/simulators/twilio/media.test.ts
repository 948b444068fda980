import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTwilioRig, type TwilioRig } from '../../../test/simulators/twilio-rig.ts';

let rig: TwilioRig;

beforeEach(async () => {
  rig = await startTwilioRig();
  await rig.write('Hi');
});

afterEach(() => rig.stop());

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
const MEGABYTE = 1024 * 1024;

/** The path of a picture that the person has sent. */
async function sentPicture(): Promise<string> {
  const dataUrl = `data:image/png;base64,${PNG.toString('base64')}`;
  const { id } = await rig.simulator.write(rig.numberId, 'mina', { type: 'image', dataUrl, fileName: 'soup.png' });
  const [call] = await rig.business.arrived(1, ({ form }) => form.MessageSid === id);
  return (call?.form.MediaUrl0 ?? '').replace(rig.simulator.url, '');
}

/** Sends a file of the business's host; resolves with the last status callback. */
async function fate(
  file: { type?: string; bytes: Buffer; disposition?: string; authorization?: string },
  url?: string,
) {
  rig.business.files.set('a', file);
  const { body } = await rig.send({ MediaUrl: url ?? `${rig.business.url}/files/a` });
  const isLast = (status = '') => ['delivered', 'failed'].includes(status);
  const [last] = await rig.business.arrived(
    1,
    ({ form }) => form.MessageSid === body.sid && isLast(form.MessageStatus),
  );
  return { sid: body.sid, form: last?.form ?? {} };
}

test('R22: media need the account’s credentials and lead to a second host, which must not get them', async () => {
  const path = await sentPicture();
  expect(await rig.call('GET', path, undefined, { authorization: '' })).toMatchObject({
    status: 401,
    body: { code: 20003 },
  });
  const { status, headers } = await rig.call('GET', path);
  const location = headers.get('location') ?? '';
  expect(status).toBe(307);
  expect(new URL(location).host).not.toBe(new URL(rig.simulator.url).host);
  const file = await fetch(location);
  expect(Buffer.from(await file.arrayBuffer())).toEqual(PNG);
  expect(file.headers.get('content-type')).toBe('image/png');
  expect(file.headers.get('content-disposition')).toBe('inline; filename=soup.png');
  const refused = await fetch(location, { headers: { authorization: 'Basic YTpi' } });
  expect(refused.status).toBe(400);
});

test('R22: links to the second host last two hours', async () => {
  const { headers } = await rig.call('GET', await sentPicture());
  await rig.clock.advance(2 * 3_600_000);
  expect((await fetch(headers.get('location') ?? '')).status).toBe(403);
});

test('without enforced auth media are given to anybody, but wrong credentials are refused', async () => {
  await rig.order('account', { numberId: rig.numberId, enforcesMediaAuth: false });
  const path = await sentPicture();
  expect((await fetch(`${rig.simulator.url}${path}`)).status).toBe(200);
  expect((await rig.call('GET', path, undefined, { authorization: 'Basic YTpi' })).status).toBe(401);
});

test('media have metadata and can be deleted', async () => {
  const path = await sentPicture();
  expect((await rig.call('GET', `${path}.json`)).body).toMatchObject({ content_type: 'image/png' });
  expect((await rig.call('DELETE', path)).status).toBe(204);
  expect((await rig.call('GET', path)).status).toBe(404);
});

test('files of more than 16 MB do not arrive; the debugger says so', async () => {
  const dataUrl = `data:video/mp4;base64,${Buffer.alloc(16 * MEGABYTE + 1).toString('base64')}`;
  await rig.simulator.write(rig.numberId, 'mina', { type: 'video', dataUrl });
  expect(rig.simulator.alerts()).toMatchObject([{ code: 11751 }]);
});

test.each([
  ['a picture', { type: 'image/png', bytes: PNG }],
  ['a document', { type: 'application/pdf', bytes: Buffer.from('%PDF-1.7 invented') }],
  ['a voice note', { type: 'audio/ogg; codecs=opus', bytes: Buffer.from('OggS invented') }],
  ['a contact', { type: 'text/vcard', bytes: Buffer.from('BEGIN:VCARD') }],
])('R8: %s is fetched and delivered', async (_what, file) => {
  expect((await fate(file)).form.MessageStatus).toBe('delivered');
});

test.each([
  ['without content', { type: 'image/png', bytes: Buffer.alloc(0) }, '63019'],
  ['without a type', { bytes: PNG }, '63019'],
  ['behind credentials', { type: 'image/png', bytes: PNG, authorization: 'Basic x' }, '63019'],
  ['larger than 5 MB, as a picture', { type: 'image/png', bytes: Buffer.alloc(5 * MEGABYTE + 1) }, '63034'],
  ['larger than 16 MB', { type: 'application/pdf', bytes: Buffer.alloc(16 * MEGABYTE + 1) }, '63034'],
  ['of a type that WhatsApp does not know', { type: 'text/html', bytes: Buffer.from('<p>') }, '63021'],
  ['that is not what it is said to be', { type: 'image/jpeg', bytes: PNG }, '63021'],
])('R8: a file %s fails', async (_what, file, ErrorCode) => {
  expect((await fate(file)).form).toMatchObject({ MessageStatus: 'failed', ErrorCode });
});

test('R8: a file that is not there fails with 63019', async () => {
  const { form } = await fate({ type: 'image/png', bytes: PNG }, `${rig.business.url}/files/other`);
  expect(form).toMatchObject({ MessageStatus: 'failed', ErrorCode: '63019' });
});

test('a file behind user and password of its URL is fetched', async () => {
  const authorization = `Basic ${Buffer.from('op:pass').toString('base64')}`;
  const url = `${rig.business.url.replace('//', '//op:pass@')}/files/a`;
  expect((await fate({ type: 'image/png', bytes: PNG, authorization }, url)).form.MessageStatus).toBe('delivered');
});

test('R9: a document has the name that its host gives it', async () => {
  const disposition = 'inline; filename="invoice-7781.pdf"';
  const { sid } = await fate({ type: 'application/pdf', bytes: Buffer.from('%PDF-1.7'), disposition });
  const { content } = rig.simulator.world.chats.open(rig.numberId, 'mina').get(sid) ?? {};
  expect(content).toMatchObject({ mimeType: 'application/pdf', fileName: 'invoice-7781.pdf' });
});
