import { type FastifyInstance, fastify } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MetaRig, number, startMetaRig } from '../../../test/simulators/meta-rig.ts';
import { createPhoneApi } from '../kit/phone-api.ts';
import { WEBHOOK_FIELDS } from './webhook-fields.ts';

const ID = number.phoneNumberId;

let rig: MetaRig;
let app: FastifyInstance;

beforeEach(async () => {
  rig = await startMetaRig();
  app = fastify();
  await app.register(createPhoneApi(rig.simulator.world, rig.simulator, { meta: rig.simulator.control }), {
    prefix: '/simulator/api',
  });
});

afterEach(async () => {
  await app.close();
  await rig.stop();
});

async function order(path: string, payload: object) {
  const answer = await app.inject({ method: 'POST', url: `/simulator/api/meta/${path}`, payload });
  return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() };
}

test.each(WEBHOOK_FIELDS)('a webhook of field %s can be ordered', async (field) => {
  expect((await order('webhook', { numberId: ID, field, value: { note: 'as ordered' } })).status).toBe(204);
  await rig.clock.advance(0);
  expect(rig.webhooks[0]?.entry[0]?.changes).toMatchObject([{ field, value: { note: 'as ordered' } }]);
});

test('metadata are filled in for conversations, the time for the account, the portfolio for partners', async () => {
  await order('webhook', { field: 'calls', value: { calls: [] } });
  await order('webhook', { field: 'account_update', value: { event: 'PARTNER_ADDED' } });
  await rig.clock.advance(0);
  const entries = rig.webhooks.flatMap(({ entry }) => entry).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  expect(entries).toMatchObject([
    { id: number.businessAccountId, changes: [{ value: { metadata: { phone_number_id: ID }, calls: [] } }] },
    { id: '905511300447722', time: rig.clock.now() / 1000, changes: [{ value: { event: 'PARTNER_ADDED' } }] },
  ]);
});

test.each([
  [{ token: 'expired' }, 190, 401],
  [{ token: 'revoked' }, 0, 401],
  [{ token: 'no_permission' }, 10, 403],
  [{ appSecretRequired: true }, 104, 400],
  [{ isRegistered: false }, 133010, 400],
  [{ locked: true }, 131031, 403],
  [{ restricted: true }, 368, 403],
  [{ maintenance: true }, 131057, 500],
  [{ allowedRecipients: [] }, 131030, 400],
])('with %o a send is refused', async (conditions, code, status) => {
  expect((await order('account', { numberId: ID, ...conditions })).body).toMatchObject(conditions);
  const answer = await rig.send({ text: { body: 'a' } });
  expect(answer).toMatchObject({ status, body: { error: { code } } });
});

test('a token without permission reads nothing of the account either', async () => {
  await order('account', { numberId: ID, token: 'no_permission' });
  expect((await rig.call('GET', ID)).body).toMatchObject({ error: { code: 200 } });
});

test('conditions are lifted one by one', async () => {
  await order('account', { numberId: ID, locked: true, appSecretRequired: true, quality: 'RED' });
  await order('account', { numberId: ID, locked: false, appSecretRequired: false });
  expect((await rig.send({ text: { body: 'a' } })).status).toBe(200);
  expect((await rig.call('GET', `${ID}?fields=quality_rating`)).body.quality_rating).toBe('RED');
  const { items } = (await app.inject({ url: '/simulator/api/numbers' })).json();
  expect(items).toMatchObject([{ quality: 'RED', isRegistered: true, account: number.businessAccountId }]);
});

test('the conditions are shown without secrets', async () => {
  const answer = await app.inject({ url: '/simulator/api/meta/account' });
  expect(answer.json().items).toMatchObject([{ numberId: ID, token: 'valid', isSubscribed: true, locked: false }]);
  for (const secret of [number.accessToken, number.appSecret, number.verifyToken]) {
    expect(answer.body).not.toContain(secret);
  }
});

test('templates are decided on over HTTP', async () => {
  rig.simulator.seedTemplates(number.businessAccountId);
  const template = { numberId: ID, name: 'hello_world', language: 'en_US' };
  expect((await order('template', { ...template, status: 'PAUSED' })).status).toBe(204);
  const sent = { name: 'hello_world', language: { code: 'en_US' } };
  expect((await rig.send({ type: 'template', template: sent })).body).toMatchObject({ error: { code: 132015 } });
  expect((await order('template', { ...template, name: 'other' })).status).toBe(404);
});

test.each([
  ['webhook', { field: 'messages' }],
  ['account', { numberId: ID, token: 'lost' }],
  ['template', { numberId: ID, name: 'a' }],
])('an order for %s that makes no sense is refused', async (path, body) => {
  expect((await order(path, body)).status).toBe(400);
});
