import { afterEach, beforeEach, expect, test } from 'vitest';
import { inventedNumber } from '../../../test/simulators/meta-number.ts';
import { type MetaRig, number, startMetaRig } from '../../../test/simulators/meta-rig.ts';
import { type Receiver, startReceiver } from '../../../test/simulators/receiver.ts';
import { type RunningMetaSimulator, startMetaSimulator } from './start.ts';

const ACCOUNT = number.businessAccountId;
const APP_TOKEN = { authorization: `Bearer ${number.appId}|${number.appSecret}` };

let rig: MetaRig;

beforeEach(async () => {
  rig = await startMetaRig();
});

afterEach(() => rig.stop());

const code = (answer: { body: { error?: { code: number } } }) => answer.body.error?.code;
const query = (params: object) => new URLSearchParams(Object.entries(params)).toString();
const client = { client_id: number.appId, client_secret: number.appSecret };
const token = (params: object) =>
  rig.call('GET', `oauth/access_token?${query({ ...client, ...params })}`, undefined, {});

test('an app gets its own token for id and secret', async () => {
  expect((await token({ grant_type: 'client_credentials' })).body).toEqual({
    access_token: `${number.appId}|${number.appSecret}`,
    token_type: 'bearer',
  });
  expect((await token({ grant_type: 'client_credentials', client_secret: 'other' })).status).toBe(400);
  expect(code(await token({ grant_type: 'client_credentials', client_id: '1' }))).toBe(101);
});

test('a code becomes a token once, within thirty seconds, for its own redirect URI', async () => {
  const redirect_uri = 'https://a.example/return';
  const fresh = () => rig.simulator.issueCode(number.appId, redirect_uri);
  const { body } = await token({ code: fresh(), redirect_uri });
  expect(body).toEqual({ access_token: expect.stringMatching(/^EAA/), token_type: 'bearer' });
  const bearer = { authorization: `Bearer ${body.access_token}` };
  expect((await rig.send({ text: { body: 'a' } }, bearer)).status).toBe(200);

  const used = fresh();
  await token({ code: used, redirect_uri });
  expect((await token({ code: used, redirect_uri })).status).toBe(400);
  expect((await token({ code: fresh() })).status).toBe(400);
  const late = fresh();
  await rig.clock.advance(30_000);
  expect((await token({ code: late, redirect_uri })).status).toBe(400);
});

test('a token is extended by 60 days, and then runs out', async () => {
  const { body } = await token({ grant_type: 'fb_exchange_token', fb_exchange_token: number.accessToken });
  expect(body.expires_in).toBe(60 * 86_400);
  const debug = () => rig.call('GET', `debug_token?input_token=${body.access_token}`, undefined, APP_TOKEN);
  expect((await debug()).body.data).toMatchObject({
    app_id: number.appId,
    is_valid: true,
    scopes: ['whatsapp_business_management', 'whatsapp_business_messaging'],
    granular_scopes: [{ target_ids: [ACCOUNT] }, { target_ids: [ACCOUNT] }],
  });
  await rig.clock.advance(60 * 86_400_000);
  expect((await debug()).body.data).toMatchObject({ is_valid: false });
  const bearer = { authorization: `Bearer ${body.access_token}` };
  expect((await rig.call('GET', number.phoneNumberId, undefined, bearer)).body).toMatchObject({ error: { code: 190 } });
});

test('subscriptions of the app need the app’s token', async () => {
  const path = `${number.appId}/subscriptions`;
  expect(code(await rig.call('GET', path))).toBe(15);
  expect((await rig.call('GET', path, undefined, APP_TOKEN)).body.data).toMatchObject([
    { object: 'whatsapp_business_account', callback_url: number.callbackUrl, active: true },
  ]);
});

test('fields are added to a subscription, taken away, and decide what is sent', async () => {
  const path = `${number.appId}/subscriptions`;
  const subscribe = (fields: string, callback_url = 'http://receiver.example/new') =>
    rig.call('POST', path, { object: 'whatsapp_business_account', callback_url, verify_token: 't', fields }, APP_TOKEN);
  const fields = async () =>
    (await rig.call('GET', path, undefined, APP_TOKEN)).body.data[0]?.fields.map(({ name }: { name: string }) => name);
  expect((await subscribe('calls')).body).toEqual({ success: true });
  await rig.write('unheard');
  expect(rig.webhooks).toEqual([]);
  await subscribe('messages');
  expect(await fields()).toEqual(['calls', 'messages']);
  await rig.write('heard');
  expect(rig.webhooks).toHaveLength(1);
  await rig.call('DELETE', `${path}?object=whatsapp_business_account&fields=messages`, undefined, APP_TOKEN);
  expect(await fields()).toEqual(['calls']);
  await rig.call('DELETE', `${path}?object=whatsapp_business_account`, undefined, APP_TOKEN);
  expect((await rig.call('GET', path, undefined, APP_TOKEN)).body.data).toEqual([]);
  expect(code(await subscribe('shoes'))).toBe(100);
  expect(code(await subscribe('messages', 'http://missing.example/'))).toBe(2200);
});

test('an app that is not subscribed to the account hears nothing', async () => {
  const path = `${ACCOUNT}/subscribed_apps`;
  expect((await rig.call('GET', path)).body.data).toMatchObject([{ whatsapp_business_api_data: { id: number.appId } }]);
  expect((await rig.call('DELETE', path)).body).toEqual({ success: true });
  expect((await rig.call('GET', path)).body.data).toEqual([]);
  await rig.write('unheard');
  expect(rig.webhooks).toEqual([]);
  await rig.call('POST', path);
  await rig.write('heard');
  expect(rig.webhooks).toHaveLength(1);
});

test('what belongs to another token’s account is not found', async () => {
  rig.simulator.addNumber(
    inventedNumber({ phoneNumberId: '400000000000002', businessAccountId: '300000000000002', accessToken: 'EAAother' }),
  );
  for (const path of [ACCOUNT, `${ACCOUNT}/phone_numbers`, `${ACCOUNT}/subscribed_apps`, number.phoneNumberId]) {
    const answer = await rig.call('GET', path, undefined, { authorization: 'Bearer EAAother' });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 100, error_subcode: 33 } } });
  }
});

test('calls on an account are counted and end at the limit', async () => {
  rig.simulator.setConditions(number.phoneNumberId, { isRegistered: false });
  const call = () =>
    rig.app.inject({ url: `/v25.0/${ACCOUNT}`, headers: { authorization: `Bearer ${number.accessToken}` } });
  for (let count = 0; count < 100; count++) await call();
  const { headers } = await call();
  expect(JSON.parse(String(headers['x-business-use-case-usage']))).toMatchObject({
    [ACCOUNT]: [{ type: 'whatsapp', call_count: 51 }],
  });
  expect(headers).toHaveProperty('x-app-usage');
  for (let count = 0; count < 99; count++) await call();
  expect((await call()).json()).toMatchObject({ error: { code: 80007 } });
});

let simulator: RunningMetaSimulator;
let receivers: Receiver[];

/** Three receivers: the app's, the account's and the number's; each answers the handshake. */
async function startThree() {
  simulator = await startMetaSimulator();
  receivers = await Promise.all([startReceiver(), startReceiver(), startReceiver()]);
  for (const receiver of receivers) {
    receiver.answerWith(({ url }) => ({
      status: 200,
      body: new URL(url, receiver.url).searchParams.get('hub.challenge') ?? '',
    }));
  }
  simulator.addNumber({ ...number, callbackUrl: receivers[0]?.url ?? '' });
  simulator.world.people.add({ id: 'mina', name: 'Mina' });
}

test('an override of the number wins over that of the account, which wins over the app; account fields go to the app', async () => {
  await startThree();
  const [ofApp, ofAccount, ofNumber] = receivers;
  const post = (path: string, body: object) =>
    fetch(`${simulator.url}/v25.0/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${number.accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const write = () => simulator.write(number.phoneNumberId, 'mina', { type: 'text', text: 'Hi' });
  await post(`${ACCOUNT}/subscribed_apps`, { override_callback_uri: ofAccount?.url, verify_token: 'a' });
  await write();
  expect((await ofAccount?.arrived(2))?.map(({ method }) => method)).toEqual(['GET', 'POST']);

  const override = { override_callback_uri: ofNumber?.url, verify_token: 'n' };
  await post(number.phoneNumberId, { webhook_configuration: override });
  await write();
  await ofNumber?.arrived(2);
  expect(ofNumber?.webhooks[0]?.url).toContain('hub.verify_token=n');

  simulator.sendWebhook({ field: 'account_review_update', value: { decision: 'APPROVED' } });
  const [review] = (await ofApp?.arrived(1)) ?? [];
  expect(review?.raw).toContain('account_review_update');

  await post(number.phoneNumberId, { webhook_configuration: { override_callback_uri: '' } });
  await write();
  await ofAccount?.arrived(3);
  await post(`${ACCOUNT}/subscribed_apps`, {});
  await write();
  await ofApp?.arrived(2);
  await simulator.stop();
  await Promise.all(receivers.map((receiver) => receiver.stop()));
});
