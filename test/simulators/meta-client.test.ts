import { afterEach, beforeEach, expect, test } from 'vitest';
import { WhatsAppAPI } from 'whatsapp-api-js';
import {
  ActionButtons,
  ActionList,
  Body,
  Button,
  Footer,
  Header,
  Image,
  Interactive,
  ListSection,
  Location,
  Reaction,
  Row,
  Text,
} from 'whatsapp-api-js/messages';
import type { PostData } from 'whatsapp-api-js/types';
import type { Person } from '../../src/simulators/kit/people.ts';
import { type RunningMetaSimulator, startMetaSimulator } from '../../src/simulators/meta/start.ts';
import { inventedNumber } from './meta-number.ts';
import { type Receiver, startReceiver } from './receiver.ts';

const number = inventedNumber();
let simulator: RunningMetaSimulator;
let receiver: Receiver;
let client: WhatsAppAPI;
let person: Person;

beforeEach(async () => {
  receiver = await startReceiver();
  simulator = await startMetaSimulator({ statuses: { sentMs: 0, deliveredMs: 0 } });
  simulator.addNumber({ ...number, callbackUrl: receiver.url });
  person = simulator.world.people.add({ name: 'Åsa Lindqvist', phone: '+1 555 010 0001' });
  client = new WhatsAppAPI({
    token: number.accessToken,
    appSecret: number.appSecret,
    webhookVerifyToken: number.verifyToken,
    v: 'v25.0',
    ponyfill: { fetch: throughSimulator },
  });
});

afterEach(async () => {
  await simulator.stop();
  await receiver.stop();
});

/** The client knows only the real host; its requests are led to the simulator unchanged otherwise. */
async function throughSimulator(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  return fetch(String(input).replace('https://graph.facebook.com', simulator.url), init);
}

function send(message: Parameters<WhatsAppAPI['sendMessage']>[2]) {
  return client.sendMessage(
    number.phoneNumberId,
    { phone: person.phone ?? '', bsuid: person.userId ?? '' },
    message,
    undefined,
    'echo-1',
  );
}

const buttons = new Interactive(
  new ActionButtons(new Button('yes', 'Yes'), new Button('no', 'No')),
  new Body('Shall we?'),
  new Header('A question'),
  new Footer('Corner Shop'),
);

test('the client sends every kind of message that it can write', async () => {
  const list = new Interactive(
    new ActionList('Choose', new ListSection('Soups', new Row('leek', 'Leek', 'warm'), new Row('pea', 'Pea'))),
    new Body('Soup of the day'),
  );
  await simulator.write(number.phoneNumberId, person.id, { type: 'text', text: 'Hej' });
  const messages = [
    new Text('Hi'),
    new Image('https://pictures.example/a.jpg', false, 'A'),
    new Location(1, 2),
    buttons,
    list,
  ];
  for (const message of messages) {
    expect(await send(message)).toMatchObject({ messages: [{ id: expect.stringMatching(/^wamid\./) }] });
  }
  const [{ messageId } = { messageId: '' }] = simulator.received(person.id);
  expect(await send(new Reaction(messageId, '👍'))).toMatchObject({ messaging_product: 'whatsapp' });
  expect(simulator.received(person.id).map(({ type }) => type)).toEqual([
    'text',
    'image',
    'location',
    'interactive',
    'interactive',
    'reaction',
  ]);
});

test('the client reads an error as an error', async () => {
  simulator.changeNumber(number.phoneNumberId, { state: 'unregistered' });
  expect(await send(new Text('Hi'))).toMatchObject({ error: { code: 133010, type: 'OAuthException' } });
});

test('the client verifies and reads a webhook with letters beyond ASCII', async () => {
  const heard: unknown[] = [];
  client.on.message = ({ message, name }) => void heard.push({ message, name });
  await simulator.write(number.phoneNumberId, person.id, { type: 'text', text: 'Smörgås 👍 https://a.example/b' });
  const [webhook] = await receiver.arrived(1);
  const raw = webhook?.raw ?? '';

  expect(raw).toMatch(/Sm\\u00f6rg\\u00e5s \\ud83d\\udc4d https:\\\/\\\/a\.example\\\/b/);
  await client.post(JSON.parse(raw) as PostData, raw, String(webhook?.headers['x-hub-signature-256']));
  expect(heard).toMatchObject([
    { name: 'Åsa Lindqvist', message: { text: { body: 'Smörgås 👍 https://a.example/b' } } },
  ]);
});

test('the client refuses a webhook whose bytes were changed', async () => {
  await simulator.write(number.phoneNumberId, person.id, { type: 'text', text: 'pay 10' });
  const [webhook] = await receiver.arrived(1);
  const raw = (webhook?.raw ?? '').replace('pay 10', 'pay 90');
  const signature = String(webhook?.headers['x-hub-signature-256']);
  await expect(client.post(JSON.parse(raw) as PostData, raw, signature)).rejects.toThrow();
});

test('a tap on a button that the client sent comes back with the button and what it answers', async () => {
  const taps: unknown[] = [];
  client.on.message = ({ message }) => void taps.push(message);
  await simulator.write(number.phoneNumberId, person.id, { type: 'text', text: 'Hej' });
  await send(buttons);
  const { messageId } = await simulator.waitForMessage(({ type }) => type === 'interactive');
  await simulator.write(number.phoneNumberId, person.id, { type: 'button', messageId, buttonId: 'no' });

  const isMessage = ({ raw }: { raw: string }) => raw.includes('button_reply');
  const webhook = (await receiver.arrived(4)).find(isMessage);
  const raw = webhook?.raw ?? '';
  await client.post(JSON.parse(raw) as PostData, raw, String(webhook?.headers['x-hub-signature-256']));
  expect(taps).toMatchObject([
    { context: { id: messageId }, interactive: { type: 'button_reply', button_reply: { id: 'no', title: 'No' } } },
  ]);
});

test('the client reads statuses with the data it sent along', async () => {
  const statuses: unknown[] = [];
  client.on.status = ({ status, id, biz_opaque_callback_data }) =>
    void statuses.push({ status, id, echo: biz_opaque_callback_data });
  await simulator.write(number.phoneNumberId, person.id, { type: 'text', text: 'Hej' });
  await send(new Text('Hi'));
  for (const { raw, headers } of (await receiver.arrived(3)).slice(1)) {
    await client.post(JSON.parse(raw) as PostData, raw, String(headers['x-hub-signature-256']));
  }
  const id = simulator.received()[0]?.messageId;
  expect(statuses).toEqual([
    { status: 'sent', id, echo: 'echo-1' },
    { status: 'delivered', id, echo: 'echo-1' },
  ]);
});

test('a callback URL served by the client passes the handshake, one with another token does not', async () => {
  const serve = (token: string) => {
    const server = new WhatsAppAPI({ token: 'x', webhookVerifyToken: token, v: 'v25.0', secure: false });
    receiver.answerWith(({ url }) => {
      const query = Object.fromEntries(new URL(url, receiver.url).searchParams);
      try {
        return { status: 200, body: server.get(query as unknown as Parameters<typeof server.get>[0]) };
      } catch {
        return { status: 403 };
      }
    });
  };
  const callbackUrl = `${receiver.url}?kept=1`;
  simulator.changeNumber(number.phoneNumberId, { verifyToken: 'chosen-token' });
  serve('chosen-token');
  await simulator.setCallback(number.phoneNumberId, callbackUrl);
  expect(receiver.webhooks[0]?.url).toContain('kept=1');
  serve('another-token');
  await expect(simulator.setCallback(number.phoneNumberId, callbackUrl)).rejects.toMatchObject({ code: 2200 });
});

test('media that a person sent are found and fetched by the client', async () => {
  const dataUrl = `data:image/png;base64,${Buffer.from('picture').toString('base64')}`;
  await simulator.write(number.phoneNumberId, person.id, { type: 'image', dataUrl, caption: 'Look' });
  const [webhook] = await receiver.arrived(1);
  const { id } = JSON.parse(webhook?.raw ?? '').entry[0].changes[0].value.messages[0].image;
  const media = await client.retrieveMedia(id, number.phoneNumberId);
  if (!('url' in media)) throw new Error('no media found');
  const file = await client.fetchMedia(media.url);
  expect(await file.text()).toBe('picture');
});
