import { decodeJwt, jwtVerify } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GupshupRig, gatewayText, startGupshupRig } from '../../../../test/simulators/gupshup-rig.ts';
import type { PersonMessage } from '../../kit/person-message.ts';

let rig: GupshupRig;

beforeEach(async () => {
  rig = await startGupshupRig();
});

afterEach(() => rig.stop());

const PICTURE = `data:image/jpeg;base64,${Buffer.from('picture').toString('base64')}`;

const act = (message: PersonMessage) => rig.simulator.write(rig.account.numberId, 'asha', message);
const send = async (change: Record<string, string> = {}) => (await rig.gateway(gatewayText(change))).json.response.id;

test('R33: a text comes as flat form fields without an id, or as JSON with and without the keys of reports', async () => {
  await rig.write('Grüße & ☀');
  const plain = {
    waNumber: '919800000010',
    mobile: '919812300001',
    name: 'Asha',
    type: 'text',
    text: 'Grüße & ☀',
    timestamp: String(rig.clock.now()),
  };
  expect(await rig.callbacks(1)).toEqual([plain]);
  expect(rig.receiver.webhooks[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');

  rig.simulator.setConditions(rig.account.numberId, { encoding: 'json' });
  await rig.write('Grüße & ☀');
  expect((await rig.callbacks(2))[1]).toEqual(plain);
  rig.simulator.setConditions(rig.account.numberId, { encoding: 'json_with_nulls' });
  await rig.write('Grüße & ☀');
  expect((await rig.callbacks(3))[2]).toMatchObject({ ...plain, response: null, replyId: null, messageId: null });
  rig.simulator.setConditions(rig.account.numberId, { messageIds: true });
  await rig.write('Grüße & ☀');
  expect((await rig.callbacks(4))[3].messageId).toMatch(/^4\d{18}-\d{18}$/);
});

test('R15: every other kind carries its object as JSON text', async () => {
  await act({ type: 'location', latitude: 12.93, longitude: 77.61, name: 'Depot' });
  await act({
    type: 'contacts',
    contacts: [{ name: 'Tobias Wren', phones: ['+447700900777'], emails: ['t@example.test'] }],
  });
  const [place, contact] = await rig.callbacks(2);
  expect(JSON.parse(place.location)).toEqual({ latitude: 12.93, longitude: 77.61, name: 'Depot' });
  expect(JSON.parse(contact.contacts)).toEqual([
    {
      name: { formatted_name: 'Tobias Wren' },
      phones: [{ phone: '+447700900777' }],
      emails: [{ email: 't@example.test' }],
    },
  ]);
});

test('R16: a tap names the row or button, and what it answers in the two halves of its id', async () => {
  await rig.write();
  const buttons = { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] };
  const list = { button: 'Options', sections: [{ rows: [{ id: 'r1', title: 'Balance', description: 'Last' }] }] };
  const asked = await send({ interactive_type: 'dr_button', action: JSON.stringify(buttons) });
  const offered = await send({ interactive_type: 'list', action: JSON.stringify(list) });
  await act({ type: 'button', messageId: asked, buttonId: 'yes' });
  await act({ type: 'list', messageId: offered, rowId: 'r1' });
  await act({ type: 'text', text: 'As said', replyTo: offered });
  const taps = (await rig.callbacks(8)).filter(({ mobile }) => mobile).slice(1);
  expect(taps.map(({ interactive }) => interactive && JSON.parse(interactive))).toEqual([
    { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } },
    { type: 'list_reply', list_reply: { id: 'r1', title: 'Balance', description: 'Last' } },
    undefined,
  ]);
  const ids = taps.map(({ replyId, messageId }) => `${replyId}-${messageId}`);
  expect(ids).toEqual([asked, offered, offered]);
});

test('R14: a file is had under url and signature joined, and not without, nor after two days', async () => {
  await act({ type: 'image', dataUrl: PICTURE, caption: 'bill' });
  const [callback] = await rig.callbacks(1);
  const image = JSON.parse(callback.image);
  expect(image).toMatchObject({
    mime_type: 'image/jpeg',
    caption: 'bill',
    url: expect.stringMatching(/&X-Amz-Signature=$/),
  });
  const status = async (url: string) => (await fetch(url)).status;
  const file = await fetch(image.url + image.signature);
  expect({ status: file.status, text: await file.text() }).toEqual({ status: 200, text: 'picture' });
  expect(await status(image.url)).toBe(403);
  expect(await status(`${image.url}${'0'.repeat(64)}`)).toBe(403);
  expect(await status(image.url.replace(/o\/[^?]+/, 'o/none') + image.signature)).toBe(404);
  await rig.clock.advance(48 * 3_600_000);
  expect(await status(image.url + image.signature)).toBe(403);
});

test('R12: sent, delivered and read are reported one by one, with codes and what the sender gave along', async () => {
  await rig.write();
  const externalId = await send({ extra: 'campaign-9' });
  await rig.reports(2);
  rig.simulator.read(rig.account.numberId, 'asha');
  const reports = await rig.reports(3);
  expect(reports.map(({ eventType, cause, errorCode }) => [eventType, cause, errorCode])).toEqual([
    ['SENT', 'SENT', '025'],
    ['DELIVERED', 'SUCCESS', '000'],
    ['READ', 'READ', '026'],
  ]);
  expect(reports[0]).toMatchObject({
    externalId,
    extra: 'campaign-9',
    destAddr: '919812300001',
    channel: 'WHATSAPP',
    eventTs: rig.clock.now(),
  });
});

test('R11: held reports come together, twenty a request, in order or reversed', async () => {
  await rig.write();
  await rig.callbacks(1);
  rig.simulator.holdReports(rig.account.numberId);
  const first = await send();
  for (let count = 1; count < 11; count += 1) await send();
  const entries = rig.simulator.world.chats.open(rig.account.numberId, 'asha').entries.slice(1);
  while (entries.some(({ status }) => status !== 'delivered')) await rig.clock.advance(0);
  rig.simulator.releaseReports(rig.account.numberId, 'reversed');
  const sizes = (await rig.callbacks(3)).slice(1).map(({ response }) => JSON.parse(response).length);
  expect(sizes).toEqual([20, 2]);
  const reports = await rig.reports(22);
  expect(reports.at(-1)).toMatchObject({ externalId: first, eventType: 'SENT' });
});

test('R17: a callback is doubled, overtaken and repeated until it is taken', async () => {
  const { faults } = rig.simulator.world;
  const { numberId } = rig.account;
  faults.add({ kind: 'webhook_duplicate', numberId });
  await rig.write('one');
  const [first, second] = await rig.callbacks(2);
  expect(second).toEqual(first);
  faults.add({ kind: 'webhook_disorder', numberId });
  await rig.write('two');
  await rig.write('three');
  expect((await rig.callbacks(4)).slice(2).map(({ text }) => text)).toEqual(['three', 'two']);
  rig.receiver.answerWith(() => ({ status: rig.receiver.webhooks.length > 5 ? 200 : 500 }));
  const refused = new Promise<void>((resolve) => {
    rig.simulator.onDelivery(({ status }) => status === 500 && resolve());
  });
  await rig.write('four');
  await refused;
  await rig.clock.advance(1_000);
  expect((await rig.callbacks(6)).slice(4).map(({ text }) => text)).toEqual(['four', 'four']);
});

test('R19: with an associated application every callback carries its token; a wrong one on request', async () => {
  const { numberId } = rig.account;
  rig.simulator.associateApp(numberId, { clientId: 'cs-0a1b', clientSecret: 'a-secret-of-an-application-0123456789' });
  await rig.write();
  await rig.callbacks(1);
  const token = rig.receiver.webhooks[0]?.headers.authorization?.replace('Bearer ', '') ?? '';
  const key = new TextEncoder().encode('a-secret-of-an-application-0123456789');
  const { payload, protectedHeader } = await jwtVerify(token, key, { currentDate: new Date(rig.clock.now()) });
  const issuedAt = rig.clock.now() / 1000;
  expect(protectedHeader.alg).toBe('HS256');
  expect(payload).toMatchObject({
    iss: 'cs-0a1b',
    sub: 'gupshup',
    aud: 'https://idproxy.kore.ai/authorize',
    iat: issuedAt,
    exp: issuedAt + 3600,
    isAnonymous: false,
  });
  rig.simulator.sendWebhook({ numberId, body: { type: 'text' }, authorization: 'Bearer forged' });
  await rig.callbacks(2);
  expect(rig.receiver.webhooks[1]?.headers.authorization).toBe('Bearer forged');
  const expired = { clientId: 'cs-0a1b', clientSecret: 'another', algorithm: 'HS512', lifetimeSeconds: -60 } as const;
  rig.simulator.associateApp(numberId, expired);
  await rig.write();
  await rig.callbacks(3);
  const late = decodeJwt(rig.receiver.webhooks[2]?.headers.authorization?.replace('Bearer ', '') ?? '');
  expect(late.exp).toBe(issuedAt - 60);
  rig.simulator.associateApp(numberId, undefined);
  await rig.write();
  await rig.callbacks(4);
  expect(rig.receiver.webhooks[3]?.headers.authorization).toBeUndefined();
});

test('callbacks are held back as long as the account says', async () => {
  rig.simulator.setConditions(rig.account.numberId, { callbackDelayMs: 5_000 });
  await rig.write();
  await rig.clock.advance(4_999);
  expect(rig.receiver.webhooks).toHaveLength(0);
  await rig.clock.advance(1);
  await rig.callbacks(1);
});
