import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MetaRig, number, startMetaRig } from '../../../../test/simulators/meta-rig.ts';

let rig: MetaRig;

beforeEach(async () => {
  rig = await startMetaRig();
  rig.simulator.seedTemplates(number.businessAccountId);
});

afterEach(() => rig.stop());

const words = (...texts: string[]) => texts.map((text) => ({ type: 'text', text }));
const named = (parameter_name: string, text: string) => ({ type: 'text', parameter_name, text });
const part = (type: string, parameters: object[]) => ({ type, parameters });
const button = (sub_type: string, index: number | string, parameters: object[]) => ({
  type: 'button',
  sub_type,
  index,
  parameters,
});
const picture = part('header', [{ type: 'image', image: { link: 'https://a.example/1.jpg' } }]);

function send(name: string, components: object[] = [], language = 'en', more: object = {}) {
  const template = { name, language: { code: language }, components };
  return rig.send({ type: 'template', template, ...more });
}

async function shown() {
  const entry = rig.simulator.world.chats.open(number.phoneNumberId, 'mina').entries.at(-1);
  return entry && { kind: entry.kind, category: entry.category, content: entry.content };
}

const shipped = [
  part('header', words('A-118')),
  part('body', words('Mina', 'Friday')),
  button('url', '0', words('A-118')),
];

test('header, body and buttons are filled in and shown', async () => {
  expect(await send('order_shipped', shipped)).toMatchObject({
    status: 200,
    body: { messages: [{ message_status: 'accepted' }] },
  });
  expect(await shown()).toEqual({
    kind: 'template',
    category: 'utility',
    content: {
      header: 'Order A-118',
      text: 'Hello Mina, your parcel left us today and should be with you by Friday. Thank you!',
      footer: 'Simulated business',
      link: { label: 'Track', url: 'https://shop.example/track/A-118' },
      phoneButtons: [{ label: 'Call us', phoneNumber: '+15550009999' }],
      template: { name: 'order_shipped', language: 'en' },
    },
  });
});

test('named parameters may come in any order, and a tapped quick reply brings its payload', async () => {
  await send('appointment_reminder', [
    part('body', [named('day', 'Friday'), named('first_name', 'Mina')]),
    button('quick_reply', 1, [{ type: 'payload', payload: 'cancel-7' }]),
  ]);
  expect((await shown())?.content).toMatchObject({
    text: 'Hi Mina, we look forward to seeing you on Friday at our desk.',
    buttons: [
      { id: 'Confirm', title: 'Confirm' },
      { id: 'cancel-7', title: 'Cancel' },
    ],
  });
  const messageId = rig.simulator.received()[0]?.messageId ?? '';
  await rig.simulator.write(number.phoneNumberId, 'mina', { type: 'button', messageId, buttonId: 'cancel-7' });
  await rig.clock.advance(0);
  expect(rig.values().at(-1)?.messages?.[0]).toMatchObject({
    type: 'button',
    button: { payload: 'cancel-7', text: 'Cancel' },
    context: { id: messageId },
  });
});

const pick = (index: number) => ({ card_index: index, components: [picture] });
const picks = (count: number) => [
  part('body', words('Mina')),
  { type: 'carousel', cards: Array.from({ length: count }, (_, index) => pick(index)) },
];

test('a carousel shows a card for each', async () => {
  await send('three_picks', picks(3));
  expect((await shown())?.content.cards).toEqual(
    ['Tide tables', 'Knots and bends', 'Harbour walks'].map((text) => ({
      header: { mediaUrl: 'https://a.example/1.jpg', mimeType: 'image/*' },
      text,
      buttons: [{ id: 'I like it', title: 'I like it' }],
    })),
  );
});

test('a code is shown to be copied, and goes to phones only', async () => {
  const code = [part('body', words('493021')), button('url', 0, words('493021'))];
  await send('sign_in_code', code);
  expect(await shown()).toMatchObject({
    category: 'authentication',
    content: { copyCode: '493021', text: expect.stringContaining('*493021*') },
  });
  const answer = await send('sign_in_code', code, 'en', { to: undefined, recipient: 'US.mina1' });
  expect(answer.body.error).toMatchObject({ code: 131062 });
});

test.each<[string, string, object[], number, string?]>([
  ['an unknown name', 'other', [], 132001],
  ['an unknown language', 'hello_world', [], 132001, 'de'],
  ['too few body parameters', 'order_shipped', [part('header', words('A')), part('body', words('Mina'))], 132000],
  ['parameters where there are none', 'hello_world', [part('body', words('a'))], 132000, 'en_US'],
  ['no header text', 'order_shipped', [part('body', words('Mina', 'Friday'))], 132000],
  ['a wrong name', 'appointment_reminder', [part('body', [named('first', 'a'), named('day', 'b')])], 132012],
  ['a text where a picture is due', 'autumn_offer', [part('header', words('a')), part('body', words('a'))], 132012],
  ['no picture', 'autumn_offer', [part('body', words('a'))], 132012],
  ['a line break in a value', 'autumn_offer', [picture, part('body', words('a\nb'))], 132018],
  ['a button that is not there', 'order_shipped', [...shipped, button('quick_reply', 4, [])], 132018],
  ['a button of another kind', 'order_shipped', [...shipped.slice(0, 2), button('quick_reply', 0, words('a'))], 132018],
  ['a page without its value', 'order_shipped', shipped.slice(0, 2), 131008],
  ['a card too few', 'three_picks', picks(2), 132018],
  ['an index that is none', 'order_shipped', [...shipped.slice(0, 2), button('url', 'x', words('a'))], 131009],
])('%s is refused', async (_what, name, components, code, language = 'en') => {
  const { body } = await send(name, components, language);
  expect(body).toMatchObject({ error: { code, error_data: { details: expect.stringMatching(/\w/) } } });
  expect(rig.simulator.received()).toEqual([]);
});

test.each([
  ['PENDING', 132001],
  ['REJECTED', 132001],
  ['PAUSED', 132015],
  ['DISABLED', 132016],
] as const)('a template that is %s cannot be sent', async (status, code) => {
  rig.simulator.changeTemplate({ numberId: number.phoneNumberId, name: 'hello_world', language: 'en_US', status });
  expect((await send('hello_world', [], 'en_US')).body).toMatchObject({ error: { code } });
});

test('marketing to somebody who wants none fails, a utility arrives', async () => {
  rig.simulator.prefer(number.phoneNumberId, 'mina', 'stop');
  await send('autumn_offer', [picture, part('body', words('Mina'))]);
  await send('hello_world', [], 'en_US');
  await rig.clock.advance(1_000);
  const statuses = rig.values().flatMap((value) => value.statuses ?? []);
  expect(statuses.map(({ status, errors }) => [status, errors])).toMatchObject([
    ['failed', [{ code: 131050 }]],
    ['sent', undefined],
    ['delivered', undefined],
  ]);
  const [failed] = rig.simulator.world.chats.open(number.phoneNumberId, 'mina').entries;
  expect(failed).toMatchObject({ status: 'failed', error: { code: '131050' } });
});

test('the price follows the category of the template', async () => {
  await send('autumn_offer', [picture, part('body', words('Mina'))]);
  await rig.clock.advance(100);
  expect(rig.values()[0]?.statuses?.[0]).toMatchObject({ pricing: { category: 'marketing', type: 'regular' } });
});
