import { expect, test } from 'vitest';
import { ok, type Schemas } from './api.ts';
import { onBothEngines } from './both-engines.ts';
import type { TestChannel } from './channel.ts';
import { type HostedFile, pictureMessage, startFileHost } from './file-host.ts';
import { ADMIN_KEY } from './gateway.ts';
import type { Harness } from './harness.ts';
import { postWebhook, webhookBody } from './webhooks.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const SILENCE = { status: 204 };

interface SeenMedia {
  id: string;
  url: string;
  state: string;
}

/** The file of the first turn's message, as the bot was told of it. */
async function mediaAtBot({ eventually }: Harness, shop: TestChannel): Promise<SeenMedia> {
  const media = await eventually('a turn', () => shop.bot.requests[0]?.body.messages[0]?.media);
  return media as SeenMedia;
}

/** What is known to be a picture. */
function pictureOf(content: unknown): { media: SeenMedia } {
  return content as { media: SeenMedia };
}

async function mediaInApi(shop: TestChannel): Promise<SeenMedia> {
  const [message] = await shop.messages();
  return pictureOf(message?.content).media;
}

/** A channel whose provider's files are the story's own; somebody has sent one of them. */
async function pictureFrom(harness: Harness, file: HostedFile, tellsAddress = false) {
  const files = await startFileHost();
  const shop = await harness.openChannel({ settings: { apiBaseUrl: files.url } });
  shop.bot.answerWith(() => SILENCE);
  const ana = shop.person('Ana');
  const id = `9${shop.number.phoneNumberId}`;
  files.host(id, file);
  const url = tellsAddress ? { url: `${files.url}/files/${id}` } : {};
  const message = pictureMessage(ana, harness.clock.now(), { id, ...url });
  const body = webhookBody(shop.number, [message], [ana]);
  expect((await postWebhook(shop.webhookUrl, body, { secret: shop.number.appSecret })).status).toBe(200);
  return { files, shop };
}

async function upload(
  { url }: Harness,
  { channelId, ...file }: { channelId: string; bytes: Buffer<ArrayBuffer>; type: string; name: string },
): Promise<{ status: number; body: Schemas['Media'] }> {
  const form = new FormData();
  form.append('channelId', channelId);
  form.append('file', new File([file.bytes], file.name, { type: file.type }));
  const headers = { authorization: `Bearer ${ADMIN_KEY}` };
  const response = await fetch(`${url}/api/v1/media`, { method: 'POST', headers, body: form });
  return { status: response.status, body: (await response.json()) as Schemas['Media'] };
}

onBothEngines((harness) => {
  test('item 58: a picture that somebody sends is there when the bot hears of it, under an address and an id of ours', async () => {
    const { openChannel, simulator } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    const dataUrl = `data:image/png;base64,${PNG.toString('base64')}`;
    await simulator.write(shop.number.phoneNumberId, ana.id, { type: 'image', dataUrl, caption: 'Look' });

    const media = await mediaAtBot(harness(), shop);
    expect(media).toMatchObject({ id: expect.stringMatching(/^med_/), state: 'ready', sizeBytes: PNG.length });
    const file = await fetch(media.url);
    expect(file.status).toBe(200);
    expect(file.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await file.arrayBuffer()).equals(PNG)).toBe(true);
    const message = await shop.message('the answer', ({ status }) => status === 'answered');
    expect(message.content).toMatchObject({ type: 'image', caption: 'Look', media: { id: media.id, state: 'ready' } });
    const { entries } = await shop.trace(message.id);
    expect(entries.map(({ step }) => step)).toEqual(['webhook_received', 'media_fetched', 'bot_answered']);
  });

  test('items 17, 58: an address that has expired is replaced by a fresh one', async () => {
    const { files, shop } = await pictureFrom(harness(), { bytes: PNG, refusals: [404] }, true);
    expect((await mediaAtBot(harness(), shop)).state).toBe('ready');
    expect(files.downloads()).toBe(2);
    await files.stop();
  });

  test('a bot hears of a slow file after ten seconds, and finds it under the same address when it is there', async () => {
    const { clock } = harness();
    const { promise: until, resolve: arrive } = Promise.withResolvers<void>();
    const { files, shop } = await pictureFrom(harness(), { bytes: PNG, until });
    for (const seconds of [3, 3, 3, 1.5]) clock.shift(seconds * 1_000);
    const media = await mediaAtBot(harness(), shop);
    expect(media.state).toBe('pending');
    const question = await shop.message('the turn to be over', ({ status }) => status === 'answered');
    const answered = (await shop.trace(question.id)).entries.find(({ step }) => step === 'bot_answered');
    expect(Date.parse(answered?.at ?? '') - Date.parse(question.receivedAt)).toBeGreaterThanOrEqual(10_000);
    const early = await fetch(media.url);
    expect([early.status, early.headers.get('retry-after')]).toEqual([202, '2']);

    arrive();
    const isReady = async () => ((await mediaInApi(shop)).state === 'ready' ? true : undefined);
    await harness().eventually('the file', isReady, () => mediaInApi(shop));
    const file = await fetch(media.url);
    expect(file.status).toBe(200);
    expect(Buffer.from(await file.arrayBuffer()).equals(PNG)).toBe(true);
    await files.stop();
  });

  test('item 57: a file whose checksum is wrong is fetched three times, and then said to be damaged', async () => {
    const { clock, eventually } = harness();
    const { files, shop } = await pictureFrom(harness(), { bytes: PNG, sha256: 'ab'.repeat(32) });
    for (const tries of [1, 2, 3]) {
      const fetched = async () => {
        const [message] = await shop.messages();
        const { entries } = await shop.trace(message?.id ?? '');
        return entries.filter(({ step }) => step === 'media_failed').length >= tries ? true : undefined;
      };
      await eventually(`try ${tries}`, fetched, () => files.downloads());
      clock.shift(4 ** (tries - 1) * 1_000);
    }
    const media = await mediaAtBot(harness(), shop);
    expect(media.state).toBe('failed');
    expect(files.downloads()).toBe(3);
    const { api } = harness();
    const record = await ok(api.GET('/api/v1/media/{id}', { params: { path: { id: media.id } } }));
    expect(record).toMatchObject({ state: 'failed', url: null, failure: expect.stringContaining('SHA-256') });
    await files.stop();
  });

  test.each<[string, Partial<HostedFile>, string]>([
    ['a file that is too large', { sizeBytes: 101 * 1_048_576 }, 'larger than 100 MB'],
    ['a page that says that it is a picture', { bytes: Buffer.from('<!doctype html><p>Hi</p>') }, 'text/html'],
  ])('%s is not kept, and the bot is told at once', async (_, change, reason) => {
    const { files, shop } = await pictureFrom(harness(), { bytes: PNG, ...change });
    const { id, state } = await mediaAtBot(harness(), shop);
    expect(state).toBe('failed');
    const record = await ok(harness().api.GET('/api/v1/media/{id}', { params: { path: { id } } }));
    expect(record.failure).toContain(reason);
    await files.stop();
  });

  test('a document that was uploaded goes to two people, and was given to the provider once', async () => {
    const { openChannel } = harness();
    const shop = await openChannel();
    const [ana, ben] = [shop.person('Ana'), shop.person('Ben')];
    await shop.say(ana, 'Hi');
    await shop.say(ben, 'Hi');
    await Promise.all([shop.answered(ana, 1), shop.answered(ben, 1)]);
    const bytes = Buffer.from('%PDF-1.7\n%%EOF\n');
    const file = { channelId: shop.id, bytes, type: 'application/pdf', name: 'Rechnung März.pdf' };
    const { status, body } = await upload(harness(), file);
    expect(status).toBe(201);
    expect(body).toMatchObject({ mimeType: 'application/pdf', fileName: 'Rechnung März.pdf', sizeBytes: bytes.length });

    const document = { type: 'document', media: { id: body.id }, caption: 'Yours' } as const;
    await Promise.all([shop.send(ana, document), shop.send(ben, document)]);
    await Promise.all([shop.answered(ana, 2), shop.answered(ben, 2)]);
    const sent = [ana, ben].map((person) => shop.received(person)[1]?.body.document);
    expect(sent[0]).toMatchObject({
      id: expect.stringMatching(/^\d+$/),
      filename: 'Rechnung März.pdf',
      caption: 'Yours',
    });
    expect(sent[1]).toEqual(sent[0]);
  });

  test('item 56: what cannot be sent so is refused by the path of the id', async () => {
    const { openChannel, api } = harness();
    const [shop, other] = [await openChannel(), await openChannel()];
    const ana = shop.person('Ana');
    const bytes = Buffer.from('%PDF-1.7\n%%EOF\n');
    const file = { channelId: shop.id, bytes, type: 'application/pdf', name: 'a.pdf' };
    const { id } = (await upload(harness(), file)).body;
    const refused = async (channelId: string, content: Schemas['OutboundContent']) => {
      const body = { channelId, to: ana.phone ?? '', content, author: 'api' } as const;
      const { error } = await api.POST('/api/v1/messages', { body });
      return error?.errors?.[0];
    };
    expect(await refused(shop.id, { type: 'image', media: { id } })).toEqual({
      path: '/content/media/id',
      message: 'A file of type application/pdf cannot be sent as image; possible: image/jpeg, image/png.',
    });
    const header = { type: 'image', media: { id } } as const;
    const buttons = [{ id: 'y', title: 'Yes' }];
    expect(await refused(shop.id, { type: 'buttons', text: 'Well?', buttons, header })).toMatchObject({
      path: '/content/header/media/id',
    });
    const unknown = { path: '/content/media/id', message: 'There is no such file on this channel.' };
    expect(await refused(other.id, { type: 'document', media: { id } })).toEqual(unknown);
    expect(await refused(shop.id, { type: 'document', media: { id: 'med_unknown' } })).toEqual(unknown);
  });

  test('a bot sends back the picture that it got', async () => {
    const { openChannel, simulator } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    shop.bot.answerWith(({ messages }) => ({
      body: { messages: [{ type: 'image', media: { id: pictureOf(messages[0]).media.id } }] },
    }));
    const dataUrl = `data:image/png;base64,${PNG.toString('base64')}`;
    await simulator.write(shop.number.phoneNumberId, ana.id, { type: 'image', dataUrl });
    expect(await shop.answered(ana, 1)).toEqual(['[image]']);
    expect(shop.received(ana)[0]?.body.image).toEqual({ id: expect.stringMatching(/^\d+$/) });
  });
});
