import { Client, MessageType } from '@great-detail/whatsapp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Person } from '../../src/simulators/kit/people.ts';
import { type RunningMetaSimulator, startMetaSimulator } from '../../src/simulators/meta/start.ts';
import { inventedNumber } from './meta-number.ts';
import { type Receiver, startReceiver } from './receiver.ts';

/** A second public client library, written by other people than the first. */
const number = inventedNumber();
const { phoneNumberId: phoneNumberID, businessAccountId } = number;

let simulator: RunningMetaSimulator;
let receiver: Receiver;
let client: Client;
let person: Person;
let to: string;

beforeEach(async () => {
  receiver = await startReceiver();
  simulator = await startMetaSimulator({ statuses: { sentMs: 0, deliveredMs: 0 }, reviewMs: 0, fetchLinks: false });
  simulator.addNumber({ ...number, callbackUrl: receiver.url });
  person = simulator.world.people.add({ name: 'Åsa Lindqvist', phone: '+1 555 010 0001' });
  to = person.phone ?? '';
  client = new Client({
    baseUrl: simulator.url,
    graphVersion: 'v25.0',
    request: { headers: { authorization: `Bearer ${number.accessToken}` }, retry: 0 },
  });
});

afterEach(async () => {
  await simulator.stop();
  await receiver.stop();
});

/** What the person's phone shows of the last message. */
function shown() {
  const entry = simulator.world.chats.open(phoneNumberID, person.id).entries.at(-1);
  return { kind: entry?.kind, content: entry?.content };
}

test('the client sends a text, a picture, a place and buttons', async () => {
  const text = await client.message
    .createMessage({ phoneNumberID, to, type: MessageType.Text, text: { body: 'Hi' } })
    .json();
  expect(text).toMatchObject({ contacts: [{ wa_id: to }], messages: [{ id: expect.stringMatching(/^wamid\./) }] });
  const image = { link: 'https://pictures.example/a.jpg', caption: 'Look' };
  await client.message.createMessage({ phoneNumberID, to, type: MessageType.Image, image });
  expect(shown()).toEqual({ kind: 'image', content: { mediaUrl: image.link, mimeType: 'image/*', text: 'Look' } });
  const location = { latitude: 1, longitude: 2, name: 'Here', address: 'There' };
  await client.message.createMessage({ phoneNumberID, to, type: MessageType.Location, location });
  expect(shown()).toEqual({ kind: 'location', content: { location } });
  const buttons = [{ type: 'reply' as const, reply: { id: 'yes', title: 'Yes' } }];
  const interactive = { type: 'button' as const, body: { text: 'Shall we?' }, action: { buttons } };
  await client.message.createMessage({ phoneNumberID, to, type: MessageType.Interactive, interactive });
  expect(shown()).toEqual({
    kind: 'button',
    content: { text: 'Shall we?', buttons: [{ id: 'yes', title: 'Yes' }] },
  });
});

test('the client uploads a picture, sends it, finds and fetches it, and deletes it', async () => {
  const file = new Blob(['picture'], { type: 'image/png' });
  const { id } = await client.media.upload({ phoneNumberID, file, filename: 'a.png', mimeType: 'image/png' }).json();
  await client.message.createMessage({ phoneNumberID, to, type: MessageType.Image, image: { id } });
  expect(shown().content?.mediaUrl).toBe(`data:image/png;base64,${Buffer.from('picture').toString('base64')}`);

  const found = await client.media.getURL({ mediaID: id, phoneNumberID }).json();
  expect(found).toMatchObject({ mime_type: 'image/png', file_size: 7 });
  const headers = { authorization: `Bearer ${number.accessToken}` };
  const fetched = await client.media.download({ mediaURL: found.url, request: { headers } });
  expect(await fetched.text()).toBe('picture');

  expect(await client.media.delete({ mediaID: id, phoneNumberID }).json()).toEqual({ success: true });
  await expect(client.media.getURL({ mediaID: id, phoneNumberID })).rejects.toThrow('400');
});

test('the client creates, lists, sends and deletes a template', async () => {
  const { id, status } = await client.template
    .create(businessAccountId, {
      name: 'pickup_ready',
      language: 'en_GB',
      parameter_format: 'POSITIONAL',
      category: 'UTILITY',
      components: [
        { type: 'BODY' as const, text: 'Hello {{1}}, your order is ready.', example: { body_text: ['Åsa'] } },
        { type: 'BUTTONS' as const, buttons: [{ type: 'QUICK_REPLY' as const, text: 'Thanks' }] },
      ],
    })
    .json();
  expect(status).toBe('PENDING');
  await receiver.arrived(1);
  const { data } = await client.template.list(businessAccountId, { status: 'APPROVED', limit: 10 }).json();
  expect(data).toMatchObject([{ id, name: 'pickup_ready', status: 'APPROVED', category: 'UTILITY' }]);

  const parameters = [{ type: 'text' as const, text: 'Åsa' }];
  const components = [{ type: 'body' as const, parameters }];
  const template = { name: 'pickup_ready', language: { code: 'en_GB' as const }, components };
  await client.message.createMessage({ phoneNumberID, to, type: MessageType.Template, template });
  expect(shown()).toMatchObject({ kind: 'template', content: { text: 'Hello Åsa, your order is ready.' } });

  expect(await client.template.delete(businessAccountId, { name: 'pickup_ready' }).json()).toEqual({ success: true });
  expect((await client.template.list(businessAccountId, {}).json()).data).toEqual([]);
});

test('the client marks a message read and shows that it types', async () => {
  const { id } = await simulator.write(phoneNumberID, person.id, { type: 'text', text: 'Hej' });
  const status = { message_id: id, status: 'read' as const, typing_indicator: { type: 'text' as const } };
  expect(await client.message.createStatus({ phoneNumberID, ...status }).json()).toEqual({ success: true });
  const chat = simulator.world.chats.open(phoneNumberID, person.id);
  expect(chat.get(id)?.status).toBe('read');
  expect(chat.typingUntil).toBeGreaterThan(simulator.world.clock.now());
});

test('the client reads the account, its numbers, its profile and its subscriptions', async () => {
  expect(await client.whatsappBusinessAccount.get(businessAccountId, { fields: ['name'] }).json()).toEqual({
    id: businessAccountId,
    name: 'Corner Shop',
  });
  const numbers = await client.phoneNumbers.listPhoneNumbers({ businessAccountID: businessAccountId }).json();
  expect(numbers.data).toMatchObject([{ id: phoneNumberID, verified_name: 'Corner Shop', quality_rating: 'GREEN' }]);
  await client.businessProfile.updateBusinessProfile({ phoneNumberID, about: 'Books' });
  const profile = await client.businessProfile.getBusinessProfile({ phoneNumberID, fields: ['about'] }).json();
  expect(profile.data).toMatchObject([{ about: 'Books' }]);
  const apps = await client.subscribedApps.listSubscriptions({ businessAccountID: businessAccountId }).json();
  expect(apps.data).toMatchObject([{ whatsapp_business_api_data: { id: number.appId } }]);
});

test('the client verifies the signature of a webhook and reads it', async () => {
  await simulator.write(phoneNumberID, person.id, { type: 'text', text: 'Smörgås 👍' });
  const [webhook] = await receiver.arrived(1);
  const headers = { 'x-hub-signature-256': String(webhook?.headers['x-hub-signature-256']) };
  const request = { method: 'POST', query: {}, headers, body: webhook?.raw ?? '' };
  const { eventNotification, checkSignature } = await client.webhook.eventNotification(request);
  expect(await checkSignature(number.appSecret)).toBe(true);
  expect(await checkSignature('another secret')).toBe(false);
  expect(eventNotification.entry[0]?.changes[0]).toMatchObject({
    value: { messages: [{ text: { body: 'Smörgås 👍' } }] },
  });
});
