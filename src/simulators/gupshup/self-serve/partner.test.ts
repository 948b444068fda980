import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GupshupRig, startGupshupRig } from '../../../../test/simulators/gupshup-rig.ts';

let rig: GupshupRig;
let appToken: string;

beforeEach(async () => {
  rig = await startGupshupRig();
  const { token } = (await rig.form('/partner/account/login', rig.app.partner, {})).json;
  const path = `/partner/app/${rig.app.appId}/token`;
  appToken = (await rig.call('GET', path, undefined, { token })).json.token.token;
});

afterEach(() => rig.stop());

const call = (method: string, path: string, body?: object) =>
  rig.call(method, `/partner/app/${rig.app.appId}${path}`, body, { authorization: `Bearer ${appToken}` });
const form = (path: string, fields: Record<string, string>) =>
  rig.form(`/partner/app/${rig.app.appId}${path}`, fields, { authorization: appToken });
const sendV3 = (body: object) =>
  call('POST', '/v3/message', { messaging_product: 'whatsapp', to: '919812300001', ...body });
const lastEntry = () => rig.simulator.world.chats.open(rig.app.numberId, 'asha').entries.at(-1);

const DRAFT = {
  elementName: 'late_notice',
  languageCode: 'en',
  content: 'Dear {{1}}, we are late.',
  category: 'UTILITY',
  vertical: 'orders',
  templateType: 'TEXT',
  example: 'Dear Asha, we are late.',
};

test('a partner logs in, finds its apps and gets a token for each; without tokens nothing is told', async () => {
  const { token } = (await rig.form('/partner/account/login', rig.app.partner, {})).json;
  const apps = await rig.call('GET', '/partner/account/api/partnerApps', undefined, { token });
  expect(apps.json.partnerAppsList).toMatchObject([{ id: rig.app.appId, name: 'BlueKite' }]);
  expect((await rig.form('/partner/account/login', { email: 'a@example.test', password: 'x' }, {})).status).toBe(401);
  expect((await rig.call('GET', '/partner/account/api/partnerApps', undefined, { token: 'x' })).status).toBe(401);
  expect((await rig.call('GET', `/partner/app/${rig.app.appId}/templates`)).status).toBe(401);
  expect((await call('GET', '/wallet/balance')).json.walletResponse).toMatchObject({ currency: 'USD' });
});

test('messages in Meta’s form are passed on and answered with a UUID that events repeat', async () => {
  await rig.writeToApp();
  const { status, json } = await sendV3({ type: 'text', text: { body: 'Hello' } });
  expect(status).toBe(200);
  expect(json).toEqual({
    messaging_product: 'whatsapp',
    contacts: [{ input: '919812300001', wa_id: '919812300001' }],
    messages: [{ id: expect.stringMatching(/^[0-9a-f]{8}-/) }],
  });
  const [enqueued] = (await rig.callbacks(2)).slice(1);
  expect(enqueued.payload).toMatchObject({ type: 'enqueued', id: json.messages[0].id });
  const buttons = [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }];
  await sendV3({ type: 'interactive', interactive: { type: 'button', body: { text: 'Go?' }, action: { buttons } } });
  expect(lastEntry()).toMatchObject({
    kind: 'button',
    content: { text: 'Go?', buttons: [{ id: 'yes', title: 'Yes' }] },
  });
  const parameters = [
    { type: 'text', text: 'Asha' },
    { type: 'text', text: 'Friday' },
  ];
  const template = {
    name: 'appointment_reminder',
    language: { code: 'en' },
    components: [{ type: 'body', parameters }],
  };
  await sendV3({ type: 'template', template });
  expect(lastEntry()?.content.text).toBe('Hi Asha, we look forward to seeing you on Friday at our desk.');
  expect((await sendV3({ type: 'image', image: {} })).status).toBe(400);
});

test('someone without a phone is reached by the user id in v3 alone', async () => {
  await call('PUT', '/config/bsuid', { enableBSUID: true, enableBSUIDV3: true });
  rig.simulator.world.people.add({ id: 'ravi', name: 'Ravi', withoutPhone: true, userId: 'IN.ravi1' });
  await rig.simulator.write(rig.app.numberId, 'ravi', { type: 'text', text: 'Hi' });
  const body = { messaging_product: 'whatsapp', recipient: 'IN.ravi1', type: 'text', text: { body: 'Hello' } };
  const { json } = await call('POST', '/v3/message', body);
  expect(json.contacts).toEqual([{ input: 'IN.ravi1', user_id: 'IN.ravi1' }]);
  expect(rig.simulator.received('ravi')).toHaveLength(1);
});

test('a message is marked read, and the business shown as typing, through v3', async () => {
  await rig.writeToApp();
  const entry = lastEntry();
  const read = {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: entry?.id,
    typing_indicator: { type: 'text' },
  };
  expect((await call('POST', '/v3/message', read)).json).toEqual({ success: true });
  expect(entry?.status).toBe('read');
  expect(rig.simulator.world.chats.open(rig.app.numberId, 'asha').typingUntil).toBe(rig.clock.now() + 25_000);
});

test('a subscription is saved with its modes and version, and v3 ones are tried at once', async () => {
  const subscription = { tag: 'one', url: rig.receiver.url, modes: 'MESSAGE, FAILED,OTHERS' };
  expect((await form('/subscription', { ...subscription, version: '3' })).json.status).toBe('success');
  expect((await rig.callbacks(1))[0].entry[0].changes[0].value.statuses).toEqual([{ type: 'set-callback' }]);
  expect((await form('/subscription', { ...subscription, version: '4' })).status).toBe(400);
  expect((await form('/subscription', { ...subscription, modes: 'ALL', version: '2' })).status).toBe(400);
});

test('a template is created, approved with an event, edited and removed', async () => {
  const { json } = await form('/templates', DRAFT);
  expect(json.template).toMatchObject({ elementName: 'late_notice', status: 'PENDING', data: DRAFT.content });
  expect((await form('/templates', DRAFT)).status).toBe(400);
  expect((await form('/templates', { ...DRAFT, elementName: 'Late Notice' })).status).toBe(400);
  await rig.clock.advance(5_000);
  const [event] = await rig.callbacks(1);
  expect(event).toMatchObject({
    type: 'template-event',
    payload: { id: json.template.id, type: 'status-update', status: 'APPROVED', elementName: 'late_notice' },
  });
  const change = { content: 'Dear {{1}}, we are very late.' };
  expect((await call('PUT', `/templates/${json.template.id}`, change)).json.status).toBe('success');
  expect((await call('DELETE', '/template/late_notice')).json.status).toBe('success');
  const { templates } = (await call('GET', '/templates')).json;
  expect(templates).toHaveLength(5);
  expect(JSON.parse(templates[1].containerMeta).buttons).toHaveLength(1);
});

test('files are uploaded, and those of people fetched by their id', async () => {
  const data = new FormData();
  data.set('file', new File(['picture'], 'a.png'));
  data.set('file_type', 'image/png');
  const { json } = await call('POST', '/upload/media', data);
  const file = await call('GET', `/media/${json.handleId.message}`);
  expect(file).toMatchObject({ text: 'picture', type: 'image/png' });
  expect((await call('GET', '/media/none')).status).toBe(404);
});
