import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GupshupRig, gatewayText, startGupshupRig } from '../../../../test/simulators/gupshup-rig.ts';

let rig: GupshupRig;

beforeEach(async () => {
  rig = await startGupshupRig();
});

afterEach(() => rig.stop());

const DAY_MS = 24 * 3_600_000;
const PARCEL = {
  isHSM: 'true',
  isTemplate: 'true',
  msg_type: 'HSM',
  header: 'Parcel A-77',
  msg: 'Hello Asha, parcel A-77 arrives today.',
  footer: 'Simulated business',
  buttonUrlParam: 'A-77',
};

const template = (change: Record<string, string> = {}) =>
  rig.gateway(gatewayText({ ...PARCEL, ...change }), { pair: 'hsm' });
const lastEntry = () => rig.simulator.world.chats.open(rig.account.numberId, 'asha').entries.at(-1);

function form(fields: Record<string, string | File>): FormData {
  const data = new FormData();
  const { hsmUserId = '', hsmPassword = '' } = rig.account.settings;
  const all = { method: 'create_whatsapp_hsm', userid: hsmUserId, password: hsmPassword, ...fields };
  for (const [name, value] of Object.entries(all)) data.set(name, value);
  return data;
}

const DRAFT = {
  template_name: 'late_notice',
  category: 'UTILITY',
  language: 'en',
  type: 'text',
  template: 'Dear {{1}}, we are late.',
  template_variable_examples: '["Asha"]',
};

test('R5: a template is known by its rendered text, and comes with its buttons outside the window too', async () => {
  expect((await template()).json.response.status).toBe('success');
  expect(lastEntry()).toMatchObject({
    kind: 'template',
    category: 'utility',
    content: {
      header: 'Parcel A-77',
      text: 'Hello Asha, parcel A-77 arrives today.',
      footer: 'Simulated business',
      link: { label: 'Track', url: 'https://shop.example/track/A-77' },
      template: { name: 'parcel_update', language: 'en' },
    },
  });
  expect((await rig.reports(2)).map(({ eventType }) => eventType)).toEqual(['SENT', 'DELIVERED']);
});

test('R33: what matches no approved template is taken and reported as failed, or refused at once', async () => {
  const wrong = [{ footer: '' }, { msg: 'Hello Asha.' }, { header: 'Packet A-77' }, { buttonUrlParam: '' }];
  for (const change of wrong) expect((await template(change)).json.response.status).toBe('success');
  const reports = await rig.reports(4);
  expect(reports.map(({ eventType, errorCode }) => [eventType, errorCode])).toEqual(Array(4).fill(['FAILED', '4003']));
  rig.simulator.setConditions(rig.account.numberId, { unmatchedTemplates: 'refuse' });
  expect((await template({ footer: '' })).json.response).toMatchObject({ status: 'error', id: '101' });
});

test('R33: free-form needs a message of the last 24 hours, with a code that can be chosen', async () => {
  await rig.gateway(gatewayText());
  expect((await rig.reports(1))[0]).toMatchObject({ eventType: 'FAILED', errorCode: '470' });
  await rig.write();
  await rig.gateway(gatewayText());
  expect((await rig.reports(3)).slice(1).map(({ eventType }) => eventType)).toEqual(['SENT', 'DELIVERED']);
  await rig.clock.advance(DAY_MS);
  rig.simulator.setConditions(rig.account.numberId, { windowErrorCode: 1234, codeKey: 'errCode' });
  await rig.gateway(gatewayText());
  expect((await rig.reports(4))[3]).toMatchObject({ eventType: 'FAILED', errCode: '1234' });
});

test('R33: where consent is required, templates reach those who gave it', async () => {
  rig.simulator.setConditions(rig.account.numberId, { consentRequired: true });
  await template();
  expect((await rig.reports(1))[0]).toMatchObject({ eventType: 'FAILED', errorCode: '1006' });
  await rig.gateway({ method: 'OPT_IN', phone_number: '919812300001', channel: 'WHATSAPP' }, { pair: 'hsm' });
  await template();
  expect((await rig.reports(2))[1]).toMatchObject({ eventType: 'SENT' });
});

test('someone who is not on WhatsApp, or unknown, gets a failed report', async () => {
  await template({ send_to: '919812399999' });
  expect((await rig.reports(1))[0]).toMatchObject({ errorCode: '003', cause: 'UNKNOWN_SUBSCRIBER' });
});

test('a quick reply of a template comes back as a button with its text', async () => {
  const msg = 'Hi Asha, we look forward to seeing you on Friday at our desk.';
  const { json } = await rig.gateway(gatewayText({ isHSM: 'true', isTemplate: 'true', msg }), { pair: 'hsm' });
  await rig.simulator.write(rig.account.numberId, 'asha', {
    type: 'button',
    messageId: json.response.id,
    buttonId: '0',
  });
  const tap = (await rig.callbacks(3)).find(({ type }) => type === 'button');
  expect(JSON.parse(tap.button)).toEqual({ text: 'Confirm', payload: 'Confirm' });
});

test('a picture above a template travels as media with the text as caption', async () => {
  const media = {
    method: 'SendMediaMessage',
    send_to: '919812300001',
    msg_type: 'IMAGE',
    media_url: 'https://cdn.example.test/a.jpg',
    caption: 'Hello Asha, fifty new titles are in the shop this week.',
    footer: 'Simulated business',
    isHSM: 'true',
    isTemplate: 'true',
  };
  await rig.gateway(media, { pair: 'hsm' });
  expect(lastEntry()?.content).toMatchObject({ mediaUrl: media.media_url, template: { name: 'autumn_offer' } });
});

test('a template is sent by its id with variables', async () => {
  const { json } = await rig.gateway({ method: 'get_whatsapp_hsm', name: 'sign_in_code' }, { pair: 'hsm' });
  const { msg: _msg, ...byId } = gatewayText({ template_id: String(json.data[0].id) });
  expect((await rig.gateway(byId, { pair: 'hsm' })).json.response.id).toBe('101');
  await rig.gateway({ ...byId, var1: '481516' }, { pair: 'hsm' });
  expect(lastEntry()?.content).toMatchObject({ text: '481516 is your verification code.', copyCode: '481516' });
});

test('a template by its id has the values of its header first, and its file above', async () => {
  const idOf = async (name: string) => {
    const { json } = await rig.gateway({ method: 'get_whatsapp_hsm', name }, { pair: 'hsm' });
    return String(json.data[0].id);
  };
  const { msg: _msg, ...byId } = gatewayText({ template_id: await idOf('parcel_update') });
  const values = { var1: 'A-77', var2: 'Asha', var3: 'A-77', buttonUrlParam: 'A-77' };
  await rig.gateway({ ...byId, ...values }, { pair: 'hsm' });
  expect(lastEntry()?.content).toMatchObject({
    header: 'Parcel A-77',
    text: 'Hello Asha, parcel A-77 arrives today.',
    link: { url: 'https://shop.example/track/A-77' },
  });
  const offer = { template_id: await idOf('autumn_offer'), var1: 'Asha', caption: '' };
  const media_url = 'https://cdn.example.test/a.jpg';
  const picture = { ...byId, ...offer, method: 'SendMediaMessage', msg_type: 'IMAGE', media_url };
  await rig.gateway(picture, { pair: 'hsm' });
  expect(lastEntry()?.content).toMatchObject({ mediaUrl: media_url, template: { name: 'autumn_offer' } });
});

test('R21: templates are listed page by page, with buttons where they are asked for', async () => {
  const list = (fields: Record<string, string>) =>
    rig.gateway({ method: 'get_whatsapp_hsm', ...fields }, { pair: 'hsm' });
  const first = (await list({ limit: '3', offset: '0' })).json;
  const second = (await list({ limit: '3', offset: '3' })).json;
  expect(first.meta.total).toBe(5);
  expect([...first.data, ...second.data].map(({ name }) => name)).toHaveLength(5);
  const [parcel] = (await list({ name: 'parcel_update', fields: '["buttons"]' })).json.data;
  expect(parcel).toMatchObject({
    status: 'ENABLED',
    type: 'TEXT',
    body: 'Hello {{1}}, parcel {{2}} arrives today.',
    button_type: 'CALL_TO_ACTION',
    buttons: [{ type: 'URL', text: 'Track', url: 'https://shop.example/track/{{1}}' }],
  });
  const wrong = await list({ password: 'wrong' });
  expect(wrong.json).toMatchObject({ status: 'error', id: '401' });
});

test('R22: a template is created by form, waits for its review, and is sendable after it', async () => {
  const buttons = { quick_reply_buttons: '["Fine","Not fine"]', quickReplyFirst: 'true' };
  const { json } = await rig.call('POST', '/GatewayAPI/rest', form({ ...DRAFT, ...buttons }));
  expect(json).toEqual({
    status: 'success',
    details: [{ template_id: expect.any(Number), template_name: 'late_notice' }],
  });
  const send = () => rig.gateway(gatewayText({ isHSM: 'true', msg: 'Dear Asha, we are late.' }), { pair: 'hsm' });
  await send();
  expect((await rig.reports(1))[0]).toMatchObject({ eventType: 'FAILED' });
  await rig.clock.advance(5_000);
  await send();
  expect((await rig.reports(2))[1]).toMatchObject({ eventType: 'SENT' });
});

test('R22: a form that lacks something, and a name that is taken, get the flat error', async () => {
  const create = async (fields: Record<string, string | File>) =>
    (await rig.call('POST', '/GatewayAPI/rest', form({ ...DRAFT, ...fields }))).json;
  expect(await create({ template_variable_examples: '[]' })).toMatchObject({ status: 'error', id: '101' });
  expect(await create({ template_name: 'parcel_update' })).toMatchObject({ status: 'error' });
  expect(await create({ type: 'image' })).toMatchObject({ status: 'error' });
  expect(await create({ quick_reply_buttons: 'Fine' })).toMatchObject({ status: 'error' });
  expect(await create({ password: 'wrong' })).toMatchObject({ status: 'error', id: '401' });
  const picture = new File(['picture'], 'a.jpg', { type: 'image/jpeg' });
  expect(await create({ type: 'image', header_examples: picture })).toMatchObject({ status: 'success' });
});
