import { afterEach, beforeEach, expect, test } from 'vitest';
import { inventedNumber } from '../../../../test/simulators/meta-number.ts';
import { type MetaRig, number, startMetaRig } from '../../../../test/simulators/meta-rig.ts';

const DAY_MS = 86_400_000;
const ACCOUNT = number.businessAccountId;

let rig: MetaRig;

beforeEach(async () => {
  rig = await startMetaRig({ reviewMs: 60_000 });
});

afterEach(() => rig.stop());

const draft = {
  name: 'pickup_ready',
  language: 'en_GB',
  category: 'utility',
  components: [
    { type: 'body', text: 'Hello {{1}}, your order is ready at the desk.', example: { body_text: [['Mina']] } },
  ],
};

const create = (more: object = {}) => rig.call('POST', `${ACCOUNT}/message_templates`, { ...draft, ...more });
const list = async (query = '') => (await rig.call('GET', `${ACCOUNT}/message_templates${query}`)).body;
const changes = () => rig.webhooks.flatMap(({ entry }) => entry.flatMap((one) => one.changes));

test('a new template is pending, then approved, and a webhook of the account tells so', async () => {
  const { status, body } = await create();
  expect({ status, body }).toEqual({
    status: 200,
    body: { id: expect.stringMatching(/^\d{16}$/), status: 'PENDING', category: 'UTILITY' },
  });
  await rig.clock.advance(59_999);
  expect((await list()).data).toMatchObject([{ status: 'PENDING' }]);
  await rig.clock.advance(1);
  expect((await list()).data).toMatchObject([{ name: 'pickup_ready', language: 'en_GB', status: 'APPROVED' }]);
  expect(rig.webhooks).toEqual([
    {
      object: 'whatsapp_business_account',
      entry: [
        {
          id: ACCOUNT,
          time: rig.clock.now() / 1000,
          changes: [
            {
              field: 'message_template_status_update',
              value: {
                event: 'APPROVED',
                message_template_id: Number(body.id),
                message_template_name: 'pickup_ready',
                message_template_language: 'en_GB',
                message_template_category: 'UTILITY',
                reason: 'NONE',
              },
            },
          ],
        },
      ],
    },
  ]);
});

test('a script rejects, pauses, changes quality and category', async () => {
  await create();
  const order = { numberId: number.phoneNumberId, name: 'pickup_ready', language: 'en_GB' };
  rig.simulator.changeTemplate({ ...order, status: 'REJECTED', reason: 'INVALID_FORMAT' });
  rig.simulator.changeTemplate({ ...order, status: 'PAUSED', reason: 'SECOND_PAUSE' });
  rig.simulator.changeTemplate({ ...order, quality: 'YELLOW' });
  rig.simulator.changeTemplate({ ...order, category: 'MARKETING' });
  await rig.clock.advance(0);
  expect(changes()).toMatchObject([
    { value: { event: 'REJECTED', reason: 'INVALID_FORMAT', rejection_info: expect.any(Object) } },
    { value: { event: 'PAUSED', other_info: { title: 'SECOND_PAUSE' } } },
    {
      field: 'message_template_quality_update',
      value: { previous_quality_score: 'UNKNOWN', new_quality_score: 'YELLOW' },
    },
    { field: 'template_category_update', value: { previous_category: 'UTILITY', new_category: 'MARKETING' } },
  ]);
});

test('the list is paged, filtered, counted and cut to fields', async () => {
  for (const name of ['one', 'two', 'three']) await create({ name });
  const first = await list('?limit=2&fields=name&summary=total_count,message_template_limit');
  expect(first).toMatchObject({
    data: [{ name: 'one', id: expect.any(String) }, { name: 'two' }],
    summary: { total_count: 3, message_template_limit: 250 },
  });
  const second = await rig.app.inject({
    url: first.paging.next.replace('http://localhost:80', ''),
    headers: { authorization: `Bearer ${number.accessToken}` },
  });
  expect(second.json().data).toEqual([{ name: 'three', id: expect.any(String) }]);
  expect(second.json().paging).not.toHaveProperty('next');
  expect((await list('?name=two')).data).toHaveLength(1);
  expect((await list('?status=APPROVED')).data).toEqual([]);
  expect((await list('?status=["APPROVED","PENDING"]&category=UTILITY&language=en_GB')).data).toHaveLength(3);
});

test('one template is read by id and by its own account only', async () => {
  const { id } = (await create()).body;
  expect((await rig.call('GET', `${id}?fields=name,quality_score,rejected_reason`)).body).toMatchObject({
    id,
    name: 'pickup_ready',
    quality_score: { score: 'UNKNOWN' },
    rejected_reason: 'NONE',
  });
  rig.simulator.addNumber(
    inventedNumber({ phoneNumberId: '400000000000002', businessAccountId: '300000000000002', accessToken: 'EAAother' }),
  );
  const stranger = { authorization: 'Bearer EAAother' };
  expect((await rig.call('GET', id, undefined, stranger)).status).toBe(400);
});

test('an edit goes through review again, is told, and an approved template is edited once a day', async () => {
  const { id } = (await create()).body;
  const edit = (text: string) => rig.call('POST', id, { components: [{ type: 'BODY', text }] });
  expect((await edit('Too early')).body.error.code).toBe(100);
  await rig.clock.advance(60_000);
  expect((await edit('Your order is ready.')).body).toMatchObject({ success: true, name: 'pickup_ready' });
  expect((await list()).data).toMatchObject([{ status: 'PENDING', components: [{ text: 'Your order is ready.' }] }]);
  await rig.clock.advance(60_000);
  expect(changes().map(({ field }) => field)).toEqual([
    'message_template_status_update',
    'message_template_components_update',
    'message_template_status_update',
  ]);
  expect((await edit('Again')).status).toBe(400);
  await rig.clock.advance(DAY_MS);
  expect((await edit('A day later')).status).toBe(200);
  expect((await rig.call('POST', id, { category: 'MARKETING' })).status).toBe(400);
});

test('deletion by name takes all languages, by id one, and an approved name is blocked for 30 days', async () => {
  await create();
  const { id } = (await create({ language: 'de' })).body;
  const remove = (query: string) => rig.call('DELETE', `${ACCOUNT}/message_templates?${query}`);
  expect((await remove(`hsm_id=${id}&name=pickup_ready`)).body).toEqual({ success: true });
  expect((await list()).data).toHaveLength(1);
  expect((await create()).body.error.error_subcode).toBe(2388024);
  await rig.clock.advance(60_000);
  expect((await remove('name=pickup_ready')).status).toBe(200);
  expect((await remove('name=pickup_ready')).status).toBe(400);
  expect((await create()).body.error).toMatchObject({ code: 100, error_subcode: 2388023 });
  await rig.clock.advance(30 * DAY_MS);
  expect((await create()).status).toBe(200);
});

test('a paused template can be taken up again', async () => {
  const { id } = (await create()).body;
  expect((await rig.call('POST', `${id}/unpause`)).body.success).toBe(false);
  rig.simulator.changeTemplate({
    numberId: number.phoneNumberId,
    name: 'pickup_ready',
    language: 'en_GB',
    status: 'PAUSED',
  });
  expect((await rig.call('POST', `${id}/unpause`)).body).toEqual({ success: true });
  expect((await list()).data).toMatchObject([{ status: 'APPROVED' }]);
});

test('an authentication template gets the platform’s own texts, its button is listed as a URL', async () => {
  const components = [
    { type: 'BODY', add_security_recommendation: true },
    { type: 'FOOTER', code_expiration_minutes: 5 },
    { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy' }] },
  ];
  await create({ category: 'AUTHENTICATION', components });
  expect((await list()).data[0].components).toMatchObject([
    { type: 'BODY', text: '*{{1}}* is your verification code. For your security, do not share this code.' },
    { type: 'FOOTER', text: 'This code expires in 5 minutes.' },
    { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Copy', url: expect.stringContaining('otp{{1}}') }] },
  ]);
});

test('the seeded templates are all approved and pass the platform’s own rules', async () => {
  rig.simulator.seedTemplates(ACCOUNT);
  const { data } = await list();
  expect(data.map(({ name }: { name: string }) => name)).toEqual([
    'hello_world',
    'order_shipped',
    'appointment_reminder',
    'autumn_offer',
    'three_picks',
    'sign_in_code',
  ]);
  expect(new Set(data.map(({ status }: { status: string }) => status))).toEqual(new Set(['APPROVED']));
});
