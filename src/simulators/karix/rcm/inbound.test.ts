import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type KarixRig, KEY, number, person, startKarixRig } from '../../../../test/simulators/karix-rig.ts';
import type { PersonMessage } from '../../kit/person-message.ts';

let rig: KarixRig;
/** Events that the business was told so far about what the person did. */
let told: number;

beforeEach(async () => {
  rig = await startKarixRig();
  told = 0;
});

afterEach(() => rig.stop());

const form = (webhookForm: object) => rig.order('/karix/account', { numberId: number.id, webhookForm });
const PICTURE = 'data:image/png;base64,aW1hZ2U=';

/** The person does something; resolves with the whole event, and the message in it. */
async function toldOf(message: PersonMessage) {
  const entry = await rig.simulator.write(number.id, person.id, message);
  told += 1;
  const event = (await rig.events(told, ({ eventContent }) => eventContent !== undefined))[told - 1];
  return { entry, event, message: event.eventContent.message };
}

async function sent(content: object): Promise<string> {
  return (await rig.send(content)).body.mid;
}

const interactive = (one: object) => sent({ type: 'INTERACTIVE', interactive: { body: { text: '?' }, ...one } });

test('R9, R12: a text comes in the envelope, with its time in seconds', async () => {
  const { entry, event } = await toldOf({ type: 'text', text: 'Hi' });
  expect(event).toEqual({
    channel: 'WABA',
    appDetails: { type: 'LIVE' },
    recipient: {},
    events: { eventType: 'User initiated', timestamp: String(rig.clock.now() / 1000), date: '2027-January-15' },
    eventContent: {
      message: {
        from: person.phone,
        to: number.phoneNumber,
        id: entry.id,
        contentType: 'text',
        messageType: 'text',
        profileName: 'Mina',
        text: { body: 'Hi' },
      },
    },
    aCode: 'BlueKite',
  });
});

test('R12: taps on buttons, rows, forms and template buttons', async () => {
  await toldOf({ type: 'text', text: 'Hello' });
  const reply = { id: 'yes', title: 'Yes' };
  const buttons = await interactive({ type: 'button', action: { buttons: [{ type: 'reply', reply }] } });
  const tap = await toldOf({ type: 'button', messageId: buttons, buttonId: 'yes' });
  expect(tap.message).toMatchObject({
    contentType: 'interactive',
    interactive: { type: 'button_reply', button_reply: reply },
    context: { id: buttons },
  });
  const rows = [{ id: 'r1', title: 'Balance', description: 'Last 30 days' }];
  const list = await interactive({ type: 'list', action: { button: 'Open', sections: [{ rows }] } });
  const choice = await toldOf({ type: 'list', messageId: list, rowId: 'r1' });
  expect(choice.message.interactive).toEqual({ type: 'list_reply', list_reply: rows[0] });
  const flow = await interactive({ type: 'flow', action: { parameters: { flow_cta: 'Fill in' } } });
  const filled = await toldOf({ type: 'flow_reply', messageId: flow, data: { size: 'M' } });
  expect(filled.message.interactive).toEqual({
    type: 'nfm_reply',
    nfm_reply: { body: 'Sent', response_json: '{"size":"M"}' },
  });

  const template = await sent({
    type: 'MEDIA_TEMPLATE',
    mediaTemplate: {
      templateId: 'autumn_offer',
      media: { type: 'image', url: 'https://cdn.example/a.jpg' },
      bodyParameterValues: { 0: 'Mina' },
      buttons: { quickReplies: [{ index: 0, payload: '{"yes":1}' }] },
    },
  });
  const confirm: PersonMessage = { type: 'button', messageId: template, buttonId: '{"yes":1}' };
  const title = 'Yes, please';
  expect((await toldOf(confirm)).message).toMatchObject({
    contentType: 'button',
    button: { text: title, payload: '{"yes":1}' },
  });
  await form({ templateReply: 'button_reply' });
  expect((await toldOf(confirm)).message).toMatchObject({ button_reply: { id: '{"yes":1}', title } });
  await form({ templateReply: 'interactive' });
  expect((await toldOf(confirm)).message).toMatchObject({ interactive: { button_reply: { id: '{"yes":1}', title } } });
});

test('R12: files come in three variants, under two spellings', async () => {
  const file: PersonMessage = { type: 'document', dataUrl: PICTURE, fileName: 'list.pdf', caption: 'Look' };
  const hash = createHash('sha256').update('image').digest('hex');
  const block = { fileLink: expect.stringContaining(rig.simulator.url), sha256: hash, caption: 'Look' };
  expect((await toldOf(file)).message).toMatchObject({
    contentType: 'ATTACHMENT',
    attachmentType: 'document',
    document: { ...block, mimeType: 'image/png', filename: 'list.pdf' },
  });
  await form({ mimeTypeKey: 'mime_type', fileNameKey: 'fileName', media: 'attachment' });
  expect((await toldOf(file)).message.attachment).toEqual({ ...block, mime_type: 'image/png', fileName: 'list.pdf' });
  await form({ media: 'flat' });
  expect((await toldOf(file)).message).toMatchObject({
    attachmentUrl: block.fileLink,
    attachmentMimeType: 'image/png',
    attachmentFilename: 'list.pdf',
  });
  await form({ media: 'file_link' });
  for (const type of ['image', 'video', 'audio', 'voice', 'sticker'] as const) {
    expect((await toldOf({ type, dataUrl: PICTURE })).message).toMatchObject({
      attachmentType: type,
      [type]: { fileLink: expect.any(String) },
    });
  }
});

test('R13, R21: files are served for the key alone, and for the right hash where it is given or demanded', async () => {
  const { message } = await toldOf({ type: 'image', dataUrl: PICTURE });
  const path = message.image.fileLink.slice(rig.simulator.url.length);
  const get = (headers: Record<string, string>) => rig.call('GET', path, undefined, headers);
  const authentication = `Bearer ${KEY}`;
  expect(await get({ authentication })).toMatchObject({ status: 200, type: 'image/png', body: 'image' });
  expect((await get({})).status).toBe(401);
  expect((await get({ authorization: authentication })).status).toBe(401);
  expect((await get({ authentication, sha256: 'wrong' })).status).toBe(400);
  await rig.order('/karix/account', { numberId: number.id, requiresSha256: true });
  expect((await get({ authentication })).status).toBe(400);
  expect((await get({ authentication, sha256: message.image.sha256 })).status).toBe(200);
  rig.simulator.addNumber({
    id: 'other',
    phoneNumber: '15550007777',
    credentials: { product: 'rcm', accountKey: 'other' },
  });
  expect((await get({ authentication: 'Bearer other' })).status).toBe(404);
});

test('R12: places, and what no capture shows: cards, orders, reactions, polls', async () => {
  const place = await toldOf({ type: 'location', latitude: 12.5, longitude: 77.25, name: 'Depot' });
  expect(place.message).toMatchObject({
    contentType: 'location',
    location: { latitude: 12.5, longitude: 77.25, name: 'Depot' },
  });
  const card = await toldOf({ type: 'contacts', contacts: [{ name: 'Desk', phones: ['+15550001'] }] });
  expect(card.message).toMatchObject({ contentType: 'contacts', contacts: [{ name: { formatted_name: 'Desk' } }] });
  const order = await toldOf({ type: 'order', items: [{ productId: 'p1', quantity: 1, price: 5, currency: 'EUR' }] });
  expect(order.message).toMatchObject({
    contentType: 'order',
    order: { product_items: [{ product_retailer_id: 'p1' }] },
  });
  const mid = await sent({ type: 'TEXT', text: 'Hello' });
  const reaction = await toldOf({ type: 'reaction', messageId: mid, emoji: '👍' });
  expect(reaction.message).toMatchObject({ contentType: 'reaction', reaction: { message_id: mid, emoji: '👍' } });
  expect((await toldOf({ type: 'unsupported', kind: 'poll' })).message.contentType).toBe('unsupported');
  await expect(toldOf({ type: 'edit', messageId: mid, text: 'x' })).rejects.toMatchObject({ status: 409 });
});

test('R12: kinds can be spelled otherwise or be missing, and context can name WhatsApp’s id', async () => {
  const { entry } = await toldOf({ type: 'text', text: 'Hello' });
  await form({ typeCase: 'upper' });
  expect((await toldOf({ type: 'text', text: 'Hi' })).message).toMatchObject({
    contentType: 'TEXT',
    messageType: 'TEXT',
  });
  await form({ typeCase: 'lower' });
  expect((await toldOf({ type: 'image', dataUrl: PICTURE })).message.contentType).toBe('attachment');
  await form({ typeCase: 'absent', contextId: 'wamid' });
  const replyTo = await sent({ type: 'TEXT', text: 'Hello' });
  const { message } = await toldOf({ type: 'text', text: 'Hi', replyTo });
  expect(Object.keys(message)).not.toEqual(expect.arrayContaining(['contentType']));
  expect(message.context.id).toMatch(/^wamid\./);
  expect((await toldOf({ type: 'text', text: 'Mine', replyTo: entry.id })).message.context.id).toBe(entry.id);
});

test('R14: scripts can post any body, JSON or not, and a header of their choice comes with it', async () => {
  await form({ header: { name: 'X-Hook-Secret', value: 'hush hush' } });
  const flat = { message_id: 'm1', event_type: 'message_read' };
  await rig.order('/karix/webhook', { body: flat });
  await rig.order('/karix/webhook', { numberId: number.id, body: '{"events":' });
  const [json, broken] = await rig.receiver.arrived(2);
  expect(JSON.parse(json?.raw ?? '')).toEqual(flat);
  expect(json?.headers['x-hook-secret']).toBe('hush hush');
  expect(broken?.raw).toBe('{"events":');
});

test('R14: an event that is not answered 200 comes again', async () => {
  rig.receiver.answerWith(() => ({ status: 500 }));
  await rig.simulator.write(number.id, person.id, { type: 'text', text: 'Hi' });
  await rig.receiver.arrived(1);
  await rig.clock.advance(1_000);
  const [first, second] = await rig.receiver.arrived(2);
  expect(second?.raw).toBe(first?.raw);
});

test('people without a phone number cannot write: the webhooks have no name for them', async () => {
  rig.simulator.world.people.add({ id: 'noor', name: 'Noor', withoutPhone: true });
  const nameless = rig.simulator.write(number.id, 'noor', { type: 'text', text: 'Hi' });
  await expect(nameless).rejects.toMatchObject({ status: 409 });
});
