import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  BUSINESS_ACCOUNT,
  type InfobipRig,
  PHONE,
  SENDER,
  startInfobipRig,
} from '../../../../test/simulators/infobip-rig.ts';

let rig: InfobipRig;

beforeEach(async () => {
  rig = await startInfobipRig({ fetchLinks: false });
});

afterEach(() => rig.stop());

const PATH = `/whatsapp/2/senders/${SENDER}/templates`;
const draft = {
  name: 'back_in_stock',
  language: 'en',
  category: 'UTILITY',
  structure: {
    header: { format: 'TEXT', text: 'News' },
    body: { text: '{{1}} is back.', examples: ['Kite'] },
    buttons: [{ type: 'QUICK_REPLY', text: 'Reserve' }],
  },
};
const create = (change: object = {}) => rig.call(PATH, { method: 'POST', body: { ...draft, ...change } });
const PICTURE = 'https://shop.example/box.png';

test('R28: a template is created, approved after its review, and its webhook says so', async () => {
  const { status, body } = await create();
  expect(status).toBe(201);
  expect(body).toEqual({
    ...draft,
    id: expect.stringMatching(/^\d+$/),
    businessAccountId: BUSINESS_ACCOUNT,
    status: 'PENDING',
    quality: 'UNKNOWN',
    structure: { ...draft.structure, type: 'MEDIA' },
    createdAt: '2027-01-15T08:00:00.000+0000',
    lastUpdatedAt: '2027-01-15T08:00:00.000+0000',
  });
  await rig.clock.advance(5_000);
  expect(await rig.webhooks(1)).toEqual([
    {
      messageTemplateId: body.id,
      messageTemplateName: 'back_in_stock',
      messageTemplateLanguage: 'en',
      timestamp: '2027-01-15T08:00:05.000+0000',
      change: { type: 'TEMPLATE_STATUS_UPDATE', newStatus: 'APPROVED', reason: 'NONE' },
    },
  ]);
  expect((await rig.call(`${PATH}/${body.id}`)).body.status).toBe('APPROVED');
});

test('R28: an approved template is edited once a day, and its category stays', async () => {
  const { id } = (await create()).body;
  const edit = (change: object) => rig.call(`${PATH}/${id}`, { method: 'PATCH', body: change });
  const structure = { body: { text: 'Again in the shop.' } };
  expect((await edit({ structure })).status).toBe(400);
  await rig.clock.advance(5_000);
  expect((await edit({ category: 'MARKETING' })).status).toBe(400);
  expect((await edit({ structure })).body).toMatchObject({ status: 'PENDING', structure });
  await rig.clock.advance(5_000);
  expect((await edit({ structure })).status).toBe(400);
  await rig.clock.advance(86_400_000);
  expect((await edit({ structure })).status).toBe(200);
});

test('R28: a deleted template is gone in every language, and its name is blocked for 30 days', async () => {
  await create();
  await create({ language: 'de' });
  const remove = () => rig.call(`${PATH}/back_in_stock`, { method: 'DELETE' });
  expect((await remove()).status).toBe(204);
  expect((await remove()).status).toBe(404);
  const { templates } = (await rig.call(PATH)).body;
  expect(templates.some(({ name }: { name: string }) => name === 'back_in_stock')).toBe(false);
  expect((await create()).status).toBe(400);
  await rig.clock.advance(30 * 86_400_000);
  expect((await create()).status).toBe(201);
});

test.each<[string, object, string]>([
  ['a name with capitals', { name: 'Back' }, 'name'],
  ['a placeholder without example', { structure: { body: { text: '{{1}}' } } }, 'structure.body.examples'],
  [
    'a picture without example',
    { structure: { header: { format: 'IMAGE' }, body: { text: 'A' } } },
    'structure.header.example',
  ],
  [
    'three links',
    {
      structure: {
        body: { text: 'A' },
        buttons: ['A', 'B', 'C'].map((text) => ({ type: 'URL', text, url: 'https://shop.example' })),
      },
    },
    'structure.buttons',
  ],
  ['a category that nobody knows', { category: 'TRANSACTIONAL' }, 'category'],
])('R28: %s is refused', async (_what, change, property) => {
  const { status, body } = await create(change);
  expect(status).toBe(400);
  expect(Object.keys(body.requestError.serviceException.validationErrors)).toContain(property);
});

test('R28: quality and category can change, and webhooks tell of it', async () => {
  const which = { numberId: rig.numberId, name: 'order_ready', language: 'en_GB' };
  rig.simulator.changeTemplate({ ...which, quality: 'LOW' });
  rig.simulator.changeTemplate({ ...which, category: 'MARKETING' });
  rig.simulator.changeTemplate({ ...which, status: 'REJECTED', reason: 'SCAM' });
  expect((await rig.webhooks(3)).map(({ change }) => change)).toEqual([
    { type: 'TEMPLATE_QUALITY_UPDATE', previousQualityScore: 'UNKNOWN', newQualityScore: 'LOW' },
    { type: 'TEMPLATE_CATEGORY_UPDATE', previousCategory: 'UTILITY', newCategory: 'MARKETING' },
    { type: 'TEMPLATE_STATUS_UPDATE', newStatus: 'REJECTED', reason: 'SCAM' },
  ]);
});

test('R28: what an authentication template says is written by the platform, and its code can be copied', async () => {
  const structure = {
    body: { addSecurityRecommendation: true },
    footer: { codeExpirationMinutes: 15 },
    buttons: [{ otpType: 'COPY_CODE', text: 'Copy' }],
  };
  const validityPeriod = { amount: 5, timeUnit: 'MINUTES' };
  const { body } = await create({ name: 'code', category: 'AUTHENTICATION', structure, validityPeriod });
  expect(body.validityPeriod).toEqual(validityPeriod);
  expect(body.structure).toMatchObject({
    body: { text: '*{{1}}* is your verification code. For your security, do not share this code.' },
    footer: { text: 'This code expires in 15 minutes.' },
    buttons: [{ type: 'URL', text: 'Copy', url: expect.stringContaining('otp_type=COPY_CODE') }],
  });
  await rig.clock.advance(5_000);
  const buttons = [{ type: 'URL', parameter: '123456' }];
  await rig.sendTemplate('code', { body: { placeholders: ['123456'] }, buttons });
  expect(rig.simulator.world.chats.open(rig.numberId, 'mina').entries.at(-1)?.content).toMatchObject({
    text: expect.stringContaining('*123456* is your'),
    copyCode: '123456',
  });
});

test('the account’s templates come in pages, and a wrong filter is refused in the newer shape', async () => {
  const { body } = await rig.call('/whatsapp/1/templates?size=2&page=1&category=UTILITY');
  expect(body.paging).toEqual({ page: 1, size: 2, totalPages: 2, totalResults: 3 });
  expect(body.results).toHaveLength(1);
  expect(await rig.call('/whatsapp/1/templates?status=GOOD')).toMatchObject({
    status: 400,
    body: {
      errorCode: 'E400',
      description: 'Request cannot be processed.',
      violations: [{ property: 'status', violation: 'Provide one of the valid values.' }],
      resources: [],
    },
  });
});

test('the first version of the API writes body and footer as plain texts', async () => {
  const { templates } = (await rig.call(`/whatsapp/1/senders/${SENDER}/templates`)).body;
  expect(templates[0].structure).toMatchObject({ footer: 'Simulated business', body: expect.any(String) });
});

test('R12: a template with header, values and buttons is shown, outside the window too', async () => {
  const { status, body } = await rig.sendTemplate(
    'order_ready',
    {
      header: { type: 'TEXT', placeholder: 'A-118' },
      body: { placeholders: ['Mina', 'A-118'] },
      buttons: [
        { type: 'QUICK_REPLY', parameter: 'COMING-118' },
        { type: 'URL', parameter: 'track/118' },
      ],
    },
    { language: 'en_GB', messageId: 't-1' },
  );
  expect(status).toBe(200);
  expect(body).toMatchObject({ bulkId: expect.any(String), messages: [{ messageId: 't-1', status: { id: 7 } }] });
  const entry = rig.simulator.world.chats.open(rig.numberId, 'mina').get('t-1');
  expect(entry).toMatchObject({
    kind: 'template',
    category: 'utility',
    content: {
      header: 'Order A-118',
      text: 'Hello Mina, your order A-118 is ready for collection.',
      buttons: [{ id: 'COMING-118', title: 'I am coming' }],
      link: { label: 'Track', url: 'https://shop.example/track/118' },
    },
  });
  await rig.clock.advance(300);
  expect((await rig.items(2)).at(-1)).toMatchObject({ bulkId: body.bulkId, status: { id: 5 } });

  await rig.write({ type: 'button', messageId: 't-1', buttonId: 'COMING-118' });
  expect((await rig.items(3)).at(-1).message).toEqual({
    type: 'BUTTON',
    text: 'I am coming',
    payload: 'COMING-118',
    context: { from: SENDER, id: 't-1' },
  });
});

test('R12: one request carries messages to many', async () => {
  rig.simulator.world.people.add({ id: 'ole', name: 'Ole', phone: '15550100002' });
  const message = (to: string, messageId: string) => ({
    from: SENDER,
    to,
    messageId,
    content: { templateName: 'welcome_message', language: 'en', templateData: { body: { placeholders: [] } } },
  });
  const messages = [message(PHONE, 'a'), message('15550100002', 'b'), message(PHONE, 'a')];
  const { body } = await rig.call('/whatsapp/1/message/template', {
    method: 'POST',
    body: { bulkId: 'camp-9', messages },
  });
  expect(body.bulkId).toBe('camp-9');
  expect(
    body.messages.map((info: { messageId: string; status: { id: number } }) => [info.messageId, info.status.id]),
  ).toEqual([
    ['a', 7],
    ['b', 7],
    ['a', 23],
  ]);
  expect(rig.simulator.received()).toMatchObject([
    { personId: 'mina', bulkId: 'camp-9' },
    { personId: 'ole', bulkId: 'camp-9' },
  ]);
});

test.each<[string, string, object, number]>([
  ['an unknown name', 'nobody_knows', { body: { placeholders: [] } }, 7009],
  [
    'too few values',
    'new_arrivals',
    { body: { placeholders: [] }, header: { type: 'IMAGE', mediaUrl: PICTURE } },
    7008,
  ],
  ['a missing picture', 'new_arrivals', { body: { placeholders: ['Mina'] } }, 7008],
  [
    'a header of another kind',
    'price_list',
    { body: { placeholders: [] }, header: { type: 'IMAGE', mediaUrl: PICTURE } },
    7008,
  ],
  ['a missing code on the button', 'sign_in_code', { body: { placeholders: ['123456'] } }, 7008],
  [
    'a missing card',
    'two_picks',
    { body: { placeholders: ['Mina'] }, carousel: { cards: [{ header: { type: 'IMAGE', mediaUrl: PICTURE } }] } },
    7008,
  ],
])('R12: %s is accepted, and its report says what is wrong', async (_what, name, data, code) => {
  const { body } = await rig.sendTemplate(name, data);
  expect(body.messages[0].status.groupId).toBe(1);
  await rig.clock.advance(50);
  expect((await rig.items(1))[0]).toMatchObject({ status: { groupId: 2 }, error: { id: code, permanent: true } });
});

test('an unknown language is an unknown template, and a paused one is not available', async () => {
  await rig.sendTemplate('welcome_message', { body: { placeholders: [] } }, { language: 'hr' });
  await rig.clock.advance(50);
  expect((await rig.items(1))[0].error.id).toBe(7009);
  rig.simulator.changeTemplate({
    numberId: rig.numberId,
    name: 'welcome_message',
    language: 'en',
    status: 'FIRST_PAUSED',
  });
  await rig.webhooks(2);
  await rig.sendTemplate('welcome_message', { body: { placeholders: [] } });
  await rig.clock.advance(50);
  await rig.webhooks(3);
  expect((await rig.items(3)).at(-1).error).toMatchObject({ id: 7037, permanent: false });
});

test('marketing does not reach somebody who has stopped it', async () => {
  await rig.write('Hi');
  rig.simulator.prefer(rig.numberId, 'mina', 'stop');
  await rig.webhooks(2);
  const data = { body: { placeholders: ['Mina'] }, header: { type: 'IMAGE', mediaUrl: PICTURE } };
  await rig.sendTemplate('new_arrivals', data);
  await rig.clock.advance(50);
  await rig.webhooks(3);
  expect((await rig.items(3)).at(-1).error.id).toBe(7033);
});

test('R12: an SMS goes out when the template fails', async () => {
  const smsFailover = { from: '447700900999', text: 'Your order is ready' };
  await rig.sendTemplate('nobody_knows', { body: { placeholders: [] } }, { smsFailover });
  await rig.clock.advance(50);
  await rig.webhooks(1);
  expect(rig.simulator.world.chats.open(rig.numberId, 'mina').entries.at(-1)).toMatchObject({
    kind: 'sms',
    content: { text: 'Your order is ready' },
  });
});
