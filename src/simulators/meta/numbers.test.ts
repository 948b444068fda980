import { afterEach, beforeEach, expect, test } from 'vitest';
import { inventedNumber } from '../../../test/simulators/meta-number.ts';
import { type MetaRig, number, startMetaRig } from '../../../test/simulators/meta-rig.ts';

const HOUR_MS = 3_600_000;
const ID = number.phoneNumberId;

let rig: MetaRig;

beforeEach(async () => {
  rig = await startMetaRig();
});

afterEach(() => rig.stop());

const code = (answer: { body: { error?: { code: number } } }) => answer.body.error?.code;

test('the numbers of a business account are listed with the fields asked for', async () => {
  rig.simulator.addNumber(inventedNumber({ phoneNumberId: '400000000000002', allowedRecipients: [] }));
  rig.simulator.addNumber(inventedNumber({ phoneNumberId: '400000000000003', businessAccountId: '300000000000003' }));
  const list = async (query: string) =>
    (await rig.call('GET', `${number.businessAccountId}/phone_numbers${query}`)).body.data;
  expect(await list('?fields=verified_name,health_status{can_send_message}')).toMatchObject([
    { id: ID, verified_name: 'Corner Shop', health_status: { can_send_message: 'AVAILABLE' } },
    { id: '400000000000002' },
  ]);
  const filtering = encodeURIComponent('[{"field":"account_mode","operator":"EQUAL","value":"SANDBOX"}]');
  expect(await list(`?filtering=${filtering}`)).toMatchObject([{ id: '400000000000002' }]);
});

test('the business account tells its own fields', async () => {
  const { body } = await rig.call('GET', `${number.businessAccountId}?fields=name,status,owner_business_info`);
  expect(body).toMatchObject({
    id: number.businessAccountId,
    status: 'ACTIVE',
    owner_business_info: { id: expect.any(String) },
  });
  expect(code(await rig.call('GET', `${number.businessAccountId}?fields=shoe_size`))).toBe(100);
});

test('a number is deregistered, cannot send, and is registered with its PIN', async () => {
  const register = (pin: string) => rig.call('POST', `${ID}/register`, { messaging_product: 'whatsapp', pin });
  await register('493021');
  await rig.call('POST', `${ID}/deregister`);
  expect((await rig.send({ text: { body: 'a' } })).body).toMatchObject({ error: { code: 133010 } });
  expect((await rig.call('GET', `${ID}?fields=status,is_pin_enabled`)).body).toMatchObject({
    status: 'DISCONNECTED',
    is_pin_enabled: true,
  });
  expect(code(await register('000000'))).toBe(133005);
  expect(code(await register('12'))).toBe(131009);
  expect(await register('493021')).toEqual({ status: 200, body: { success: true } });
  expect((await rig.call('GET', `${ID}?fields=status`)).body.status).toBe('CONNECTED');
});

test('the PIN can be changed, and guessing it is stopped', async () => {
  await rig.call('POST', ID, { pin: '118273' });
  const guess = () => rig.call('POST', `${ID}/register`, { messaging_product: 'whatsapp', pin: '000000' });
  for (let count = 0; count < 5; count++) expect(code(await guess())).toBe(133005);
  expect(code(await guess())).toBe(133008);
});

test('ten registrations in 72 hours are enough', async () => {
  const deregister = () => rig.call('POST', `${ID}/deregister`);
  for (let count = 0; count < 10; count++) expect((await deregister()).status).toBe(200);
  expect(code(await deregister())).toBe(133016);
  await rig.clock.advance(72 * HOUR_MS);
  expect((await deregister()).status).toBe(200);
});

test('a number must be proved to be one’s own', async () => {
  rig.simulator.setConditions(ID, { isVerified: false });
  const register = () => rig.call('POST', `${ID}/register`, { messaging_product: 'whatsapp', pin: '493021' });
  expect(code(await register())).toBe(133006);
  expect(code(await rig.call('POST', `${ID}/verify_code?code=123456`))).toBe(136024);
  expect((await rig.call('POST', `${ID}/request_code?code_method=SMS&language=en_US`)).body).toEqual({ success: true });
  expect(code(await rig.call('POST', `${ID}/verify_code?code=999999`))).toBe(136024);
  expect((await rig.call('POST', `${ID}/verify_code?code=123456`)).status).toBe(200);
  expect((await register()).status).toBe(200);
});

test('a new display name waits for its review', async () => {
  await rig.call('POST', `${ID}?new_display_name=Harbour`);
  expect((await rig.call('GET', `${ID}?fields=new_display_name,new_name_status,verified_name`)).body).toMatchObject({
    new_display_name: 'Harbour',
    new_name_status: 'PENDING_REVIEW',
    verified_name: 'Corner Shop',
  });
});

test('the profile is written and read back in the fields asked for', async () => {
  const path = `${ID}/whatsapp_business_profile`;
  const profile = {
    messaging_product: 'whatsapp',
    about: 'Books',
    websites: ['https://a.example'],
    vertical: 'RETAIL',
  };
  expect((await rig.call('POST', path, profile)).body).toEqual({ success: true });
  expect((await rig.call('GET', `${path}?fields=about,vertical`)).body).toEqual({
    data: [{ about: 'Books', vertical: 'RETAIL', messaging_product: 'whatsapp' }],
  });
  expect(code(await rig.call('POST', path, { ...profile, about: 'x'.repeat(140) }))).toBe(100);
  expect(code(await rig.call('POST', path, { ...profile, vertical: 'PIRACY' }))).toBe(100);
});

test('people who wrote today can be blocked and freed', async () => {
  const path = `${ID}/block_users`;
  const block = (method: 'POST' | 'DELETE', user: string) =>
    rig.call(method, path, { messaging_product: 'whatsapp', block_users: [{ user }] });
  expect(await block('POST', '+15550100001')).toMatchObject({
    status: 400,
    body: { error: { code: 139100 }, block_users: { added_users: [], failed_users: [{ input: '+15550100001' }] } },
  });
  await rig.write('Hi');
  expect((await block('POST', '+15550100001')).body).toEqual({
    messaging_product: 'whatsapp',
    block_users: { added_users: [{ input: '+15550100001', wa_id: '15550100001' }] },
  });
  expect((await rig.call('GET', path)).body.data).toEqual([{ messaging_product: 'whatsapp', wa_id: '15550100001' }]);
  await rig.write('Hello?');
  await rig.send({ text: { body: 'a' } });
  await rig.clock.advance(1_000);
  expect(rig.values().filter(({ messages }) => messages)).toHaveLength(1);
  expect(rig.values().at(-1)?.statuses).toMatchObject([{ status: 'failed', errors: [{ code: 130403 }] }]);
  expect((await block('DELETE', '+15550100001')).body.block_users.removed_users).toHaveLength(1);
  expect((await rig.call('GET', path)).body.data).toEqual([]);
});

test('short links are made, changed, listed and removed', async () => {
  const path = `${ID}/message_qrdls`;
  const { body } = await rig.call('POST', path, { prefilled_message: 'Hello', generate_qr_image: 'SVG' });
  expect(body).toMatchObject({ deep_link_url: `https://wa.me/message/${body.code}`, qr_image_url: expect.any(String) });
  await rig.call('POST', path, { prefilled_message: 'Hi there', code: body.code });
  expect((await rig.call('GET', path)).body.data).toMatchObject([{ code: body.code, prefilled_message: 'Hi there' }]);
  expect((await rig.call('GET', `${path}/${body.code}`)).body.data).toHaveLength(1);
  expect((await rig.call('DELETE', `${path}/${body.code}`)).body).toEqual({ success: true });
  expect((await rig.call('DELETE', `${path}/${body.code}`)).status).toBe(400);
  expect(code(await rig.call('POST', path, { prefilled_message: 'x'.repeat(141) }))).toBe(100);
});

test('catalog settings, ice breakers and commands are kept', async () => {
  await rig.call('POST', `${ID}/whatsapp_commerce_settings?is_catalog_visible=true`);
  expect((await rig.call('GET', `${ID}/whatsapp_commerce_settings`)).body.data).toMatchObject([
    { is_cart_enabled: true, is_catalog_visible: true },
  ]);
  await rig.call('POST', `${ID}/conversational_automation`, { prompts: ['Opening hours'] });
  expect((await rig.call('GET', `${ID}?fields=conversational_automation`)).body.conversational_automation).toEqual({
    prompts: ['Opening hours'],
  });
  expect(code(await rig.call('POST', `${ID}/conversational_automation`, { prompts: ['Hi 👋'] }))).toBe(100);
});

test('the business app’s data can be asked for once, where there is a business app', async () => {
  const sync = () => rig.call('POST', `${ID}/smb_app_data`, { messaging_product: 'whatsapp', sync_type: 'history' });
  expect(code(await sync())).toBe(2593108);
  rig.simulator.setConditions(ID, { isOnBusinessApp: true });
  expect((await sync()).body).toMatchObject({ request_id: expect.any(String) });
  expect(code(await sync())).toBe(2593107);
  expect((await rig.call('POST', `${ID}/deregister`)).status).toBe(400);
});

test('control of a thread can be passed and given back, not taken', async () => {
  const control = (action: object) =>
    rig.call('POST', `${ID}/thread_control`, { messaging_product: 'whatsapp', to: '+15550100001', ...action });
  expect((await control({ action: 'pass', control_pass: { target_role: 'ai_agent' } })).status).toBe(200);
  expect((await control({ action: 'release' })).status).toBe(200);
  expect(code(await control({ action: 'take' }))).toBe(2494191);
});
