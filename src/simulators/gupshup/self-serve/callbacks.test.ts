import { afterEach, beforeEach, expect, test } from 'vitest';
import { appMessage, type GupshupRig, startGupshupRig } from '../../../../test/simulators/gupshup-rig.ts';
import type { PersonMessage } from '../../kit/person-message.ts';

let rig: GupshupRig;

beforeEach(async () => {
  rig = await startGupshupRig();
});

afterEach(() => rig.stop());

const PICTURE = `data:image/jpeg;base64,${Buffer.from('picture').toString('base64')}`;
const WEEK_MS = 7 * 86_400_000;

const act = (message: PersonMessage) => rig.simulator.write(rig.app.numberId, 'asha', message);
const condition = (conditions: object) => rig.simulator.setConditions(rig.app.numberId, conditions);
const send = async (text = 'Hi') =>
  (await rig.form('/wa/api/v1/msg', appMessage({ type: 'text', text }))).json.messageId;

/** `value` of every v3 callback among the first `count`. */
async function values(count: number) {
  return (await rig.callbacks(count)).flatMap(({ entry }) => entry?.[0].changes[0].value ?? []);
}

test('R28: a text in v2 names app, number, sender and what it answers', async () => {
  await act({ type: 'text', text: 'Hi' });
  const [message] = await rig.callbacks(1);
  expect(message).toEqual({
    app: 'BlueKite',
    phone: '919800000020',
    timestamp: rig.clock.now(),
    version: 2,
    type: 'message',
    payload: {
      id: expect.stringMatching(/^wamid\./),
      source: '919812300001',
      type: 'text',
      payload: { text: 'Hi' },
      sender: { phone: '919812300001', name: 'Asha', country_code: '91', dial_code: '9812300001' },
    },
  });
  const gsId = await send();
  await act({ type: 'text', text: 'Yes', replyTo: gsId });
  const reply = (await rig.callbacks(5)).findLast(({ type }) => type === 'message');
  expect(reply.payload.context).toEqual({ id: expect.stringMatching(/^wamid\./), gsId });
});

test('R28: files have a plain link that ends, places are text, contacts are WhatsApp’s', async () => {
  await act({ type: 'image', dataUrl: PICTURE, caption: 'bill' });
  await act({ type: 'document', dataUrl: PICTURE, fileName: 'bill.jpg' });
  await act({ type: 'voice', dataUrl: PICTURE });
  await act({ type: 'sticker', dataUrl: PICTURE });
  await act({ type: 'location', latitude: 12.93, longitude: 77.61 });
  await act({ type: 'contacts', contacts: [{ name: 'Tobias Wren', phones: ['+447700900777'] }] });
  const payloads = (await rig.callbacks(6)).map(({ payload }) => payload);
  expect(payloads.map(({ type }) => type)).toEqual(['image', 'file', 'audio', 'sticker', 'location', 'contact']);
  const [image, file] = payloads;
  expect(image.payload).toMatchObject({
    contentType: 'image/jpeg',
    caption: 'bill',
    urlExpiry: rig.clock.now() + 48 * 3_600_000,
  });
  expect(await (await fetch(image.payload.url)).text()).toBe('picture');
  expect(file.payload.name).toBe('bill.jpg');
  expect(payloads[4].payload).toEqual({ longitude: '77.61', latitude: '12.93' });
  expect(payloads[5].payload.contacts[0].phones).toEqual([
    { phone: '+447700900777', wa_id: '447700900777', type: 'CELL' },
  ]);
});

test('R29: a message is enqueued, sent, delivered and read, with the ids of both sides', async () => {
  await rig.writeToApp();
  const messageId = await send();
  await rig.callbacks(4);
  rig.simulator.read(rig.app.numberId, 'asha');
  const events = (await rig.callbacks(5)).slice(1).map(({ type, payload }) => ({ type, payload }));
  const [{ payload: enqueued }, ...others] = events as [
    { payload: { payload: { whatsappMessageId: string } } },
    ...object[],
  ];
  const { whatsappMessageId } = enqueued.payload;
  expect(enqueued).toEqual({
    id: messageId,
    type: 'enqueued',
    destination: '919812300001',
    payload: { whatsappMessageId, type: 'session' },
  });
  const happened = (type: string) => ({
    type: 'message-event',
    payload: {
      id: whatsappMessageId,
      gsId: messageId,
      type,
      destination: '919812300001',
      payload: { ts: rig.clock.now() / 1000 },
    },
  });
  expect(others).toEqual([happened('sent'), happened('delivered'), happened('read')]);
});

test('R29: the newer shape has a foreign UUID as id; failures tell code and reason; after a week the id is gone', async () => {
  await rig.writeToApp();
  await send();
  await rig.callbacks(4);
  await rig.clock.advance(WEEK_MS + 1);
  rig.simulator.read(rig.app.numberId, 'asha');
  const late = (await rig.callbacks(5))[4];
  expect(late.payload).not.toHaveProperty('gsId');

  condition({ newEventShape: true });
  const failedId = await send();
  const failed = (await rig.callbacks(7))[6];
  expect(failed.payload).toMatchObject({
    gsId: failedId,
    type: 'failed',
    payload: { code: 131047, reason: expect.any(String) },
  });
  expect(failed.payload).not.toHaveProperty('id');
  await rig.writeToApp();
  const gsId = await send();
  const sent = (await rig.callbacks(10)).find(({ payload }) => payload.type === 'sent' && payload.gsId === gsId);
  expect(sent.payload).toMatchObject({
    id: expect.stringMatching(/^[0-9a-f]{8}-/),
    ts: Math.floor(rig.clock.now() / 1000),
  });
  expect(sent.payload.id).not.toBe(gsId);
});

test('R30: v3 is Meta’s envelope with the app’s id, gs_id, and an enqueued that counts milliseconds', async () => {
  condition({ version: 3 });
  await rig.writeToApp();
  const messageId = await send();
  const [message, ...statuses] = await rig.callbacks(4);
  expect(message).toMatchObject({
    gs_app_id: rig.app.appId,
    object: 'whatsapp_business_account',
    entry: [
      {
        changes: [
          {
            field: 'messages',
            value: {
              metadata: { display_phone_number: '919800000020' },
              contacts: [{ profile: { name: 'Asha' }, wa_id: '919812300001' }],
              messages: [{ from: '919812300001', type: 'text', text: { body: 'Hi' } }],
            },
          },
        ],
      },
    ],
  });
  const [enqueued, sent] = statuses.map(({ entry }) => entry[0].changes[0].value);
  expect(enqueued).not.toHaveProperty('metadata');
  expect(enqueued.statuses[0]).toMatchObject({ gs_id: messageId, status: 'enqueued', timestamp: rig.clock.now() });
  expect(sent.statuses[0]).toMatchObject({
    gs_id: messageId,
    id: expect.stringMatching(/^wamid\./),
    status: 'sent',
    timestamp: String(rig.clock.now() / 1000),
    recipient_id: '919812300001',
  });
});

test('R30: the product’s own failures carry a bare code, WhatsApp’s a list; metadata may be missing', async () => {
  condition({ version: 3, withoutMetadata: true, newEventShape: true });
  await send();
  rig.simulator.world.people.change('asha', { onWhatsApp: false });
  await send();
  const all = await values(4);
  const failed = all.flatMap(({ statuses }) => statuses).filter(({ status }) => status === 'failed');
  expect(failed.find(({ errors }) => errors)?.errors).toMatchObject([{ code: 131047 }]);
  expect(failed.find(({ code }) => code)).toMatchObject({ code: 1002, reason: expect.any(String) });
  expect(failed[0]).toMatchObject({ meta_msg_id: expect.stringMatching(/^wamid\./) });
  for (const value of all) expect(value).not.toHaveProperty('metadata');
});

test('R30: a v3 subscription is tried with a set-callback event as it is saved', async () => {
  condition({ version: 3 });
  rig.simulator.setCallback(rig.app.numberId, rig.receiver.url);
  expect((await values(1))[0].statuses).toEqual([{ type: 'set-callback' }]);
});

test('R30: forms travel in the v3 shape even where the subscription is v2; in v3 taps and reactions are Meta’s', async () => {
  await rig.writeToApp();
  const messageId = await send();
  const entry = rig.simulator.world.chats.open(rig.app.numberId, 'asha').get(messageId);
  if (!entry) throw new Error('the message is not in the chat');
  rig.simulator.world.changeEntry(rig.simulator.world.chats.open(rig.app.numberId, 'asha'), entry, {
    content: { flow: { label: 'Book' } },
  });
  await act({ type: 'flow_reply', messageId, data: { day: 'Friday' } });
  const [form] = await values(5);
  expect(JSON.parse(form.messages[0].interactive.nfm_reply.response_json)).toEqual({ day: 'Friday' });
  await expect(act({ type: 'reaction', messageId, emoji: '👍' })).rejects.toThrow('has no reaction');
  condition({ version: 3 });
  await act({ type: 'reaction', messageId, emoji: '👍' });
  await act({ type: 'image', dataUrl: PICTURE });
  const [, reaction, image] = await values(7);
  expect(reaction.messages[0]).toMatchObject({
    type: 'reaction',
    reaction: { message_id: expect.stringMatching(/^wamid/), emoji: '👍' },
  });
  expect(image.messages[0].image).toMatchObject({
    mime_type: 'image/jpeg',
    id: expect.any(String),
    sha256: expect.any(String),
  });
});

test('with user ids switched on, people without a phone write, and are known by that id', async () => {
  condition({ bsuid: true });
  rig.simulator.world.people.add({ id: 'ravi', name: 'Ravi', withoutPhone: true, userId: 'IN.ravi1' });
  await rig.simulator.write(rig.app.numberId, 'ravi', { type: 'text', text: 'Hi' });
  const [message] = await rig.callbacks(1);
  expect(message.payload).not.toHaveProperty('source');
  expect(message.payload.sender).toEqual({ name: 'Ravi', userId: 'IN.ravi1' });
});

test('a subscription hears of the modes it asked for; preferences are told as user events', async () => {
  condition({ modes: ['MESSAGE', 'DELIVERED', 'OTHERS'] });
  await rig.writeToApp();
  await send();
  rig.simulator.prefer(rig.app.numberId, 'asha', 'stop');
  const events = (await rig.callbacks(3)).map(({ type, payload }) => `${type} ${payload.type}`);
  expect(events.toSorted()).toEqual(['message text', 'message-event delivered', 'user-event opted-out']);
});
