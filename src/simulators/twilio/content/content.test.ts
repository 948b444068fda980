import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTwilioRig, type TwilioRig } from '../../../../test/simulators/twilio-rig.ts';

let rig: TwilioRig;

beforeEach(async () => {
  rig = await startTwilioRig();
});

afterEach(() => rig.stop());

type Types = Record<string, object>;

const TEXT: Types = { 'twilio/text': { body: 'Hello {{1}}, we are pleased to see you here today.' } };
const SAMPLES = { 1: 'Ana' };

const create = (types: Types, more: object = { variables: SAMPLES }) =>
  rig.call('POST', '/v1/Content', { friendly_name: 'a', language: 'en', types, ...more });

async function submit(types: Types, name: string, variables: object = SAMPLES) {
  const { body } = await create(types, { variables });
  const path = `/v1/Content/${body.sid}/ApprovalRequests`;
  const answer = await rig.call('POST', `${path}/whatsapp`, { name, category: 'UTILITY' });
  const status = async () => (await rig.call('GET', path)).body.whatsapp;
  return { sid: body.sid, answer, status };
}

/** The code that a content fails with, inside a session; nothing if it is delivered. */
async function fate(types: Types, ContentVariables = '{}'): Promise<string | undefined> {
  await rig.write('Hi');
  const { body } = await create(types, {});
  const sent = await rig.send({ ContentSid: body.sid, ContentVariables });
  const isLast = (status = '') => ['delivered', 'failed'].includes(status);
  const [last] = await rig.business.arrived(
    1,
    ({ form }) => form.MessageSid === sent.body.sid && isLast(form.MessageStatus),
  );
  return last?.form.ErrorCode;
}

const buttons = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ type: 'QUICK_REPLY', title: `Day ${index}`, id: `day-${index}` }));
const quickReply = (count: number): Types => ({ 'twilio/quick-reply': { body: 'When?', actions: buttons(count) } });
const list = (items: object[]): Types => ({ 'twilio/list-picker': { body: 'Which?', button: 'Choose', items } });
const card: Types = { 'twilio/card': { title: 'Soup', body: 'Warm', actions: buttons(1) } };

test('R13: a content is created, read, changed and deleted', async () => {
  const created = await create(TEXT);
  const url = `${rig.simulator.url}/v1/Content/${created.body.sid}`;
  expect(created).toMatchObject({
    status: 201,
    body: {
      account_sid: rig.accountSid,
      language: 'en',
      url,
      links: { approval_create: `${url}/ApprovalRequests/whatsapp` },
    },
  });
  expect(created.body.date_created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const path = `/v1/Content/${created.body.sid}`;
  expect((await rig.call('PUT', path, { types: quickReply(1) })).body.types).toHaveProperty(['twilio/quick-reply']);
  expect((await rig.call('DELETE', path)).status).toBe(204);
  expect(await rig.call('GET', path)).toMatchObject({ status: 404, body: { code: 20404 } });
});

test.each([
  ['without types', {}],
  ['of an unknown type', { 'twilio/dance': {} }],
  ['with eleven buttons', quickReply(11)],
  ['with a long title', { 'twilio/quick-reply': { body: 'a', actions: [{ title: 'a'.repeat(26) }] } }],
  ['with eleven rows', list(Array.from({ length: 11 }, (_, index) => ({ item: 'a', id: `${index}` })))],
  ['with a row without id', list([{ item: 'a' }])],
  ['with a long description', list([{ item: 'a', id: 'b', description: 'c'.repeat(73) }])],
  [
    'with text and media in its header',
    { 'whatsapp/card': { body: 'a', header_text: 'b', media: ['https://a.example'] } },
  ],
  ['with nothing but a title', { 'twilio/card': { title: 'a' } }],
])('R11: a content %s is refused', async (_what, types) => {
  expect(await create(types)).toMatchObject({ status: 400, body: { code: 20001 } });
});

test('R13: lists are paged, newest first, and version 2 filters', async () => {
  for (const friendly_name of ['one', 'two']) await create(TEXT, { friendly_name });
  const first = (await rig.call('GET', '/v1/Content?PageSize=1')).body;
  expect(first.contents.map((one: { friendly_name: string }) => one.friendly_name)).toEqual(['two']);
  expect(first.meta).toMatchObject({ key: 'contents', page: 0, page_size: 1, previous_page_url: null });
  const next = await rig.call('GET', first.meta.next_page_url.replace(rig.simulator.url, ''));
  expect(next.body.contents[0].friendly_name).toBe('one');
  expect((await rig.call('GET', '/v2/Content?ContentName=two')).body.contents).toHaveLength(1);
  const approved = await rig.call('GET', '/v2/ContentAndApprovals?ChannelEligibility=whatsapp:approved');
  expect(approved.body.contents).toHaveLength(4);
  expect((await rig.call('GET', '/v1/LegacyContent')).body.contents[0]).toHaveProperty('legacy_body');
});

test('R13: a submitted content is approved after a while, and cannot be changed any more', async () => {
  const { sid, answer, status } = await submit(TEXT, 'welcome');
  expect(answer).toMatchObject({ status: 201, body: { name: 'welcome', category: 'UTILITY', status: 'received' } });
  expect(await status()).toMatchObject({ type: 'whatsapp', status: 'pending', content_type: 'twilio/text' });
  await rig.clock.advance(5_000);
  expect(await status()).toMatchObject({ status: 'approved', rejection_reason: '' });
  expect((await rig.call('PUT', `/v1/Content/${sid}`, { types: TEXT })).status).toBe(400);
});

test.each([
  ['{{1}}, welcome to our shop in town', 'begin or end'],
  ['Welcome to our shop in town {{1}}', 'begin or end'],
  ['Welcome to our shop {{1}}{{2}} in this town of ours', 'side by side'],
  ['Hi {{1}} there', 'too many variables'],
  ['Welcome to our shop, {{2}}, in this town', 'without gaps'],
  ['Welcome to our shop, {{1}} and {{2}} and {{3}}, in this fine little town of ours', 'no sample'],
])('R14: WhatsApp rejects %j, and its name is spent', async (body, reason) => {
  const { status } = await submit({ 'twilio/text': { body } }, 'bad_one', { 1: 'Ana', 2: 'Ben' });
  await rig.clock.advance(5_000);
  expect(await status()).toMatchObject({ status: 'rejected', rejection_reason: expect.stringContaining(reason) });
  expect((await submit(TEXT, 'bad_one')).answer.status).toBe(400);
});

test.each([
  ['a list', list([{ item: 'a', id: 'b' }]), 'fine'],
  ['a place', { 'twilio/location': { latitude: 1, longitude: 2 } }, 'fine'],
  ['a name with capitals', TEXT, 'Welcome'],
])('R14: %s cannot be submitted', async (_what, types, name) => {
  expect((await submit(types, name)).answer).toMatchObject({ status: 400, body: { code: 20001 } });
});

test.each([
  ['three buttons', quickReply(3), undefined],
  ['four buttons', quickReply(4), '63013'],
  ['a list', list([{ item: 'a', id: 'b' }]), undefined],
  ['a card', card, '63005'],
])('R11: %s in a session, without approval, end with %s', async (_what, types, code) => {
  expect(await fate(types)).toBe(code);
});

test('R35: scripts pause and reject templates, which people outside the window do not get', async () => {
  const { sid } = await submit({ 'twilio/text': { body: 'We are open today.' } }, 'open_today', {});
  for (const [status, code] of Object.entries({
    approved: undefined,
    paused: '63041',
    disabled: '63042',
    rejected: '63040',
  })) {
    await rig.order('template', { contentSid: sid, status });
    const { body } = await rig.send({ ContentSid: sid });
    const isLast = (one = '') => ['delivered', 'failed'].includes(one);
    const [last] = await rig.business.arrived(
      1,
      ({ form }) => form.MessageSid === body.sid && isLast(form.MessageStatus),
    );
    expect(last?.form.ErrorCode).toBe(code);
  }
});

test('the most complete type is sent, with its variables filled in', async () => {
  await rig.write('Hi');
  const actions = [{ type: 'QUICK_REPLY', title: 'For {{1}}', id: 'for-{{1}}' }];
  const { body } = await create({ ...TEXT, 'twilio/quick-reply': { body: 'Hi {{1}}', actions } });
  await rig.send({ ContentSid: body.sid, ContentVariables: '{"1":"Mina"}' });
  const entry = rig.simulator.world.chats.open(rig.numberId, 'mina').entries.at(-1);
  expect(entry).toMatchObject({
    kind: 'twilio/quick-reply',
    content: { text: 'Hi Mina', buttons: [{ id: 'for-Mina', title: 'For Mina' }] },
  });
});

test('phones show what every other type has', async () => {
  await rig.write('Hi');
  const call = [
    { type: 'URL', title: 'Shop', url: 'https://shop.example' },
    { type: 'PHONE_NUMBER', title: 'Call', phone: '+15550109999' },
    { type: 'COPY_CODE', title: 'Copy', code: 'SOUP' },
  ];
  const link = { label: 'Shop', url: 'https://shop.example' };
  const shown: [Types, object][] = [
    [
      { 'twilio/call-to-action': { body: 'Go', actions: call } },
      { link, copyCode: 'SOUP', phoneButtons: [{ label: 'Call' }] },
    ],
    [
      list([{ item: 'Leek', id: 'leek' }]),
      { list: { button: 'Choose', sections: [{ rows: [{ id: 'leek', title: 'Leek' }] }] } },
    ],
    [{ 'twilio/location': { latitude: 1, longitude: 2, label: 'Here' } }, { location: { name: 'Here', latitude: 1 } }],
    [
      { 'twilio/carousel': { body: 'Soups', cards: [{ title: 'Leek', actions: call }] } },
      { cards: [{ text: 'Leek', link }] },
    ],
    [
      { 'whatsapp/card': { body: 'Soup', header_text: 'New', footer: 'Warm' } },
      { header: 'New', footer: 'Warm', text: 'Soup' },
    ],
    [
      { 'whatsapp/flows': { body: 'Tell us', button_text: 'Open', flow_id: '7' } },
      { flow: { label: 'Open', flowId: '7' } },
    ],
  ];
  for (const [types, content] of shown) {
    const { body } = await create(types, {});
    await rig.send({ ContentSid: body.sid });
    expect(rig.simulator.world.chats.open(rig.numberId, 'mina').entries.at(-1)).toMatchObject({ content });
  }
});
