import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type NetcoreRig, number, person, startNetcoreRig } from '../../../test/simulators/netcore-rig.ts';
import type { PersonMessage } from '../kit/person-message.ts';

let rig: NetcoreRig;
/** Elements that the business was told so far. */
let told: number;

beforeEach(async () => {
  rig = await startNetcoreRig();
  told = 0;
});

afterEach(() => rig.stop());

const write = (message: PersonMessage) => rig.simulator.write(number.id, person.id, message);
const form = (webhookForm: object) => rig.order('/netcore/account', { numberId: number.id, webhookForm });

/** The person does something; resolves with the entry and what the business was told of it. */
async function toldOf(message: PersonMessage) {
  const entry = await write(message);
  told += 1;
  const elements = await rig.told('incoming_message', told);
  return { entry, element: elements[told - 1] };
}

async function sent(part: object): Promise<string> {
  const { body } = await rig.send({ 'x-apiheader': 'order-77', ...part });
  return body.data.id;
}

const interactive = (one: object) => ({ message_type: 'interactive', type_interactive: [one] });
const PICTURE = 'data:image/png;base64,aW1hZ2U=';

test('R11: a text comes as captured from real traffic', async () => {
  const { entry, element } = await toldOf({ type: 'text', text: 'Hi' });
  expect(element).toEqual({
    message_id: entry.id,
    from: person.phone,
    to: number.phoneNumber,
    from_name: 'Mina',
    received_at: String(rig.clock.now() / 1000),
    context: { ncmessage_id: '', message_id: '', 'x-apiheader': '' },
    message_type: 'TEXT',
    text_type: { text: 'Hi' },
  });
  expect(entry.id).toMatch(/^wamid\./);
});

test('R12: files are named by an id under which the key fetches them', async () => {
  const kinds = [
    ['image', 'IMAGE', { caption: 'Look' }],
    ['video', 'VIDEO', {}],
    ['audio', 'AUDIO', { voice: false }],
    ['voice', 'AUDIO', { voice: true }],
    ['document', 'DOCUMENT', { filename: 'list.pdf' }],
  ] as const;
  for (const [type, name, more] of kinds) {
    const caption = 'caption' in more ? { caption: more.caption } : {};
    const { element } = await toldOf({ type, dataUrl: PICTURE, fileName: 'list.pdf', ...caption });
    const block = element[`${name.toLowerCase()}_type`];
    expect({ type: element.message_type, block }).toMatchObject({
      type: name,
      block: { mime_type: 'image/png', ...more },
    });
    const file = await rig.call('GET', `/media/${block.id}`);
    expect(file).toMatchObject({ status: 200, type: 'image/png', body: 'image' });
    expect(createHash('sha256').update(file.body).digest('hex')).toBe(block.sha256);
  }
});

test('R12: places, cards and orders', async () => {
  const place = await toldOf({ type: 'location', latitude: 12.5, longitude: 77.25, name: 'Depot' });
  expect(place.element).toMatchObject({
    message_type: 'LOCATION',
    location_type: { latitude: '12.5', longitude: '77.25', name: 'Depot' },
  });
  const card = await toldOf({ type: 'contacts', contacts: [{ name: 'Desk', phones: ['+15550001'] }] });
  expect(card.element).toMatchObject({ message_type: 'CONTACT', contact_type: expect.any(Object) });
  const items = [{ productId: 'p1', quantity: 1, price: 5, currency: 'EUR' }];
  const order = await toldOf({ type: 'order', items });
  expect(order.element).toMatchObject({ message_type: 'ORDER', order_type: expect.any(Object) });
});

test('R12: taps on buttons, rows and template buttons', async () => {
  await toldOf({ type: 'text', text: 'Hello' });
  const reply = { type: 'reply', reply: { id: 'yes', title: 'Yes' } };
  const buttons = await sent(interactive({ type: 'button', body: '?', action: [{ buttons: [reply] }] }));
  const tap = await toldOf({ type: 'button', messageId: buttons, buttonId: 'yes' });
  expect(tap.element).toMatchObject({
    message_type: 'INTERACTIVE',
    interactive_type: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } },
    context: { ncmessage_id: buttons, message_id: expect.stringMatching(/^wamid\./), 'x-apiheader': 'order-77' },
  });
  const rows = [{ id: 'r1', title: 'Balance', description: 'Last 30 days' }];
  const list = await sent(interactive({ type: 'list', body: '?', action: [{ button: 'Open', sections: [{ rows }] }] }));
  const choice = await toldOf({ type: 'list', messageId: list, rowId: 'r1' });
  expect(choice.element.interactive_type).toEqual({ type: 'list_reply', list_reply: rows[0] });

  const language = { locale: 'en', policy: 'deterministic' };
  const attributes = ['Mina', 'Friday'];
  const template = await sent({
    message_type: 'template',
    type_template: [{ name: 'appointment_reminder', attributes, language }],
  });
  const confirm: PersonMessage = { type: 'button', messageId: template, buttonId: 'Confirm' };
  expect((await toldOf(confirm)).element).toMatchObject({
    message_type: 'button',
    text_type: { payload: 'Confirm', text: 'Confirm' },
  });
  await form({ templateReply: 'button_type' });
  expect((await toldOf(confirm)).element).toMatchObject({ message_type: 'button', button_type: { text: 'Confirm' } });
  await form({ templateReply: 'plain_text' });
  expect((await toldOf(confirm)).element).toMatchObject({ message_type: 'TEXT', text_type: { text: 'Confirm' } });
});

test('R12, R14: a reaction names the message by both its ids; an empty one removes it', async () => {
  await toldOf({ type: 'text', text: 'Hello' });
  const messageId = await sent({});
  for (const emoji of ['👍', '']) {
    const { element } = await toldOf({ type: 'reaction', messageId, emoji });
    expect(element).toMatchObject({
      message_type: 'REACTION',
      reaction_type: { emoji },
      context: { ncmessage_id: messageId },
    });
  }
});

test('R14: a reply to one’s own message names it by WhatsApp’s id alone', async () => {
  const { entry: first } = await toldOf({ type: 'text', text: 'Hello' });
  const { element } = await toldOf({ type: 'text', text: 'I mean this', replyTo: first.id });
  expect(element.context).toEqual({ ncmessage_id: '', message_id: first.id, 'x-apiheader': '' });
});

test('R12, R13, R14: the form of webhooks can be changed member by member', async () => {
  const forms: [webhookForm: object, expected: object, absent?: string][] = [
    [{ hasTo: false }, {}, 'to'],
    [{ hasName: false }, {}, 'from_name'],
    [{ context: 'absent' }, {}, 'context'],
    [{ context: 'null' }, { context: { ncmessage_id: null, message_id: null, 'x-apiheader': null } }],
    [{ textBlock: 'array' }, { text_type: [{ text: 'Hi' }] }],
    [{ typeCase: 'lower' }, { message_type: 'text' }],
    [{ typeCase: 'upper' }, { message_type: 'TEXT' }],
    [{ typeCase: 'absent' }, { text_type: [{ text: 'Hi' }] }, 'message_type'],
    [{ receivedAt: 'number' }, { received_at: rig.clock.now() / 1000 }],
    [{ receivedAt: 'milliseconds' }, { received_at: String(rig.clock.now()) }],
    [{ receivedAt: 'date_time' }, { received_at: '2027-01-15 08:00:00' }],
  ];
  for (const [webhookForm, expected, absent = 'nothing'] of forms) {
    expect((await form(webhookForm)).status).toBe(200);
    const { element } = await toldOf({ type: 'text', text: 'Hi' });
    expect(element).toMatchObject(expected);
    expect(Object.keys(element)).not.toContain(absent);
  }
  await form({ coordinates: 'number', voice: 'VOICE', sha256: 'base64', typeCase: 'captured' });
  const place = await toldOf({ type: 'location', latitude: 12.5, longitude: 77.25 });
  expect(place.element.location_type).toEqual({ latitude: 12.5, longitude: 77.25 });
  const voice = await toldOf({ type: 'voice', dataUrl: PICTURE });
  expect(voice.element).toMatchObject({ message_type: 'VOICE', voice_type: { sha256: expect.stringMatching(/=$/) } });
});

test('R12: what the provider cannot hand on is an error; stickers and people without a phone number have no webhook', async () => {
  const { element } = await toldOf({ type: 'unsupported', kind: 'poll' });
  expect(element.message_type).toBe('error');
  await expect(write({ type: 'sticker', dataUrl: PICTURE })).rejects.toMatchObject({ status: 409 });
  rig.simulator.world.people.add({ id: 'noor', name: 'Noor', withoutPhone: true });
  const nameless = rig.simulator.write(number.id, 'noor', { type: 'text', text: 'Hi' });
  await expect(nameless).rejects.toMatchObject({ status: 409 });
});

test('R17: a header of the operator’s choice comes with every webhook', async () => {
  await write({ type: 'text', text: 'Hi' });
  await form({ header: { name: 'X-Hook-Secret', value: 'hush hush' } });
  await write({ type: 'text', text: 'Hi' });
  const [without, with_] = await rig.receiver.arrived(2);
  expect([without?.headers['x-hook-secret'], with_?.headers['x-hook-secret']]).toEqual([undefined, 'hush hush']);
});

test('R5, R16: delivery events follow a message to read and repeat its reference', async () => {
  await write({ type: 'text', text: 'Hello' });
  const id = await sent({});
  await rig.told('delivery_status', 2);
  rig.simulator.read(number.id, person.id);
  const events = await rig.told('delivery_status', 3);
  expect(events.map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
  expect(events[1]).toEqual({
    ncmessage_id: id,
    recipient: person.phone,
    status: 'delivered',
    status_remark: '',
    received_at: String(rig.clock.now() / 1000),
    source: '3f7d0b2a-5b1e-4c11-9b7e-000000000001',
    'x-apiheader': 'order-77',
    phoneNumber: number.phoneNumber,
    pricing: { billable: false, category: 'service', pricing_model: 'PMP', type: 'free_customer_service' },
  });
});

test('R16: version 1 has neither number nor price; reference and case can differ', async () => {
  await form({ deliveryVersion: 1, hasApiHeader: false, statusCase: 'upper' });
  await write({ type: 'text', text: 'Hello' });
  await sent({});
  const [event] = await rig.told('delivery_status', 1);
  expect(Object.keys(event)).toEqual(['ncmessage_id', 'recipient', 'status', 'status_remark', 'received_at', 'source']);
  expect(event.status).toBe('SENT');
});

test('R11, R16: arrays have the wanted size, reversed or doubled if wanted, and do not wait for ever', async () => {
  await form({ batchSize: 3, order: 'reversed', repeats: true });
  for (const text of ['one', 'two', 'three', 'four']) await write({ type: 'text', text });
  await rig.receiver.arrived(1);
  await rig.clock.advance(1_000);
  const [first, second] = (await rig.receiver.arrived(2)).map(({ raw }) => JSON.parse(raw).incoming_message);
  const textsOf = (elements: { text_type: { text: string } }[]) => elements.map(({ text_type: { text } }) => text);
  expect(textsOf(first)).toEqual(['three', 'three', 'two', 'two', 'one', 'one']);
  expect(textsOf(second)).toEqual(['four', 'four']);
});

test('R16: a failure that was ordered tells its code in the remark', async () => {
  await write({ type: 'text', text: 'Hello' });
  await rig.order('/faults', { numberId: number.id, kind: 'failed', code: 8003 });
  await sent({});
  const [event] = await rig.told('delivery_status', 1);
  expect(event).toMatchObject({ status: 'failed', status_remark: '8003 - Contact does not exist' });
});

test('R18: scripts can post any body, JSON or not; what is not answered 200 comes again', async () => {
  const both = { incoming_message: [], delivery_status: [], extra: 1 };
  await rig.order('/netcore/webhook', { body: both });
  await rig.order('/netcore/webhook', { numberId: number.id, body: '{"incoming_message":' });
  const [json, broken] = await rig.receiver.arrived(2);
  expect(JSON.parse(json?.raw ?? '')).toEqual(both);
  expect(broken?.raw).toBe('{"incoming_message":');
  rig.receiver.answerWith(() => ({ status: 500 }));
  await rig.order('/netcore/webhook', { body: both });
  await rig.receiver.arrived(3);
  await rig.clock.advance(1_000);
  expect((await rig.receiver.arrived(4))[3]?.raw).toBe(JSON.stringify(both));
});
