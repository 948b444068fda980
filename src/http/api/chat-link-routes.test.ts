import { expect, test } from 'vitest';
import { asAdmin, fakeParts } from '../../../test/support/http-parts.ts';
import type { ChannelView } from '../../services/channel-views.ts';
import { createServer } from '../server.ts';

const senders = [
  { id: 'snd_1', phoneNumber: '15550100200', fields: {} },
  { id: 'snd_2', phoneNumber: '15550100300', fields: {} },
];
const channels = { get: async () => ({ senders }) as unknown as ChannelView }; // Its senders are all that is read of it.

async function ask(query: string) {
  const parts = fakeParts();
  const app = createServer({ ...parts, channels: { ...parts.channels, ...channels } });
  const response = await app.inject({ url: `/api/v1/channels/chn_1/chat-link${query}`, headers: asAdmin });
  await app.close();
  return { status: response.statusCode, body: response.json() };
}

test.each([
  ['', 'https://wa.me/15550100200'],
  ['?senderId=snd_2', 'https://wa.me/15550100300'],
  ['?text=Hello%20there%0Ayou', 'https://wa.me/15550100200?text=Hello%20there%0Ayou'],
])('item 73: the link for %j opens a chat with a number of the channel', async (query, url) => {
  expect(await ask(query)).toEqual({ status: 200, body: { url, fitsShortLink: true } });
});

test('item 73: it is said when a short link could not carry the text', async () => {
  expect((await ask(`?text=${'a'.repeat(141)}`)).body.fitsShortLink).toBe(false);
});

test('a sender of somewhere else is told', async () => {
  expect(await ask('?senderId=snd_9')).toMatchObject({ status: 400, body: { errors: [{ path: '/senderId' }] } });
});
