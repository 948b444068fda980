import { describe, expect, it } from 'vitest';
import type { InboundMediaContent } from '../../src/domain/content.ts';
import type { ConnectionId, ConversationId, MessageId, SenderId } from '../../src/domain/ids.ts';
import type { InboundMessageItem } from '../../src/store/ingest-items.ts';
import type { ClaimedMedia, MediaStep } from '../../src/store/media.ts';
import { STORE_ENGINES } from '../support/stores.ts';
import { type Reading, useReading } from './store-queries-rig.ts';
import { BOT, CHANNEL, CONNECTION, fresh, SENDER } from './store-work-rig.ts';

const REQUEST = { max: 10, leaseMs: 30_000, slots: {}, perSlot: 10 };
const HASH = 'ab'.repeat(32);

function picture({ rig }: Reading, values: Partial<InboundMessageItem> = {}): InboundMessageItem & { media: object } {
  const id = fresh('med');
  const media = { id, mimeType: 'image/png', sizeBytes: 3, sha256: HASH, state: 'pending' } as const;
  const item = rig.message('', { content: { type: 'image', media, caption: 'Look' }, ...values });
  return { ...item, media: { id, providerMediaId: '902', url: 'https://cdn.example/902', ...values.media } };
}

async function claim({ store }: Reading): Promise<readonly ClaimedMedia[]> {
  return (await store.media.claimMedia(REQUEST)).work;
}

async function claimOne(reading: Reading): Promise<ClaimedMedia> {
  const [work, ...others] = await claim(reading);
  if (work === undefined || others.length > 0) throw new Error(`${others.length + 1} files instead of one`);
  return work;
}

function ready({ lane, id }: ClaimedMedia): MediaStep {
  const file = { fileKey: `${id}-1`, mimeType: 'image/png', sizeBytes: 3, sha256: HASH };
  return { lane, id, outcome: 'ready', ...file, trace: [] };
}

async function contentOf({ queries }: Reading, id: MessageId): Promise<InboundMediaContent> {
  return (await queries.getMessage(id))?.content as InboundMediaContent;
}

describe.each(STORE_ENGINES)('files on %s', (engine) => {
  const reading = useReading(engine);

  it('are fetched by a lane of their own, with what the provider told of them', async () => {
    const item = picture(reading());
    await reading().rig.work.ingest([item]);
    expect(await claimOne(reading())).toMatchObject({
      ...{ channelId: CHANNEL, senderId: SENDER, connectionId: CONNECTION, messageId: item.messageId, kind: 'image' },
      ...{ providerMediaId: '902', url: 'https://cdn.example/902', mimeType: 'image/png', tries: 0 },
      expected: { sizeBytes: 3, sha256: HASH },
    });
    expect(await claim(reading())).toEqual([]);
  });

  it('show in their message once they are there, and are fetched no more', async () => {
    const item = picture(reading());
    await reading().rig.work.ingest([item]);
    const work = await claimOne(reading());
    expect(await reading().store.media.commitMedia(ready(work))).toBe('ok');
    expect(await contentOf(reading(), item.messageId)).toEqual({
      type: 'image',
      caption: 'Look',
      media: { id: work.id, mimeType: 'image/png', sizeBytes: 3, sha256: HASH, state: 'ready' },
    });
    expect(await reading().store.media.getMedia(work.id)).toMatchObject({ state: 'ready', fileKey: `${work.id}-1` });
    expect(await claim(reading())).toEqual([]);
    expect(await reading().store.media.commitMedia(ready(work))).toBe('lost');
  });

  it('are fetched again after a pause, and one does not wait for another', async () => {
    const { rig, store, now, advance } = reading();
    await rig.work.ingest([picture(reading()), picture(reading())]);
    const [first, second] = await claim(reading());
    if (!first || !second) throw new Error('two files were expected');
    await store.media.commitMedia({ ...first, outcome: 'retry', dueAt: now() + 1_000, trace: [] });
    await store.media.commitMedia(ready(second));
    expect(await claim(reading())).toEqual([]);
    advance(1_000);
    expect(await claimOne(reading())).toMatchObject({ id: first.id, tries: 1 });
  });

  it('that nobody may fetch now are failed from the start, until somebody asks for them', async () => {
    const { rig, store } = reading();
    const item = picture(reading(), { media: { unfetched: 'Of the history.' } as never });
    await rig.work.ingest([item]);
    expect(await claim(reading())).toEqual([]);
    const { id } = (await contentOf(reading(), item.messageId)).media;
    expect(await store.media.getMedia(id)).toMatchObject({ state: 'failed', failure: 'Of the history.' });
    expect(await store.media.fetchAgain(id)).toBe(true);
    expect(await store.media.fetchAgain(id)).toBe(false);
    expect(await claimOne(reading())).toMatchObject({ id });
  });

  it('make their turn wait, which goes as soon as they are there', async () => {
    const { rig, store } = reading();
    await rig.work.ingest([picture(reading())]);
    expect(await rig.claimTurns()).toEqual([]);
    const work = await claimOne(reading());
    await store.media.commitMedia(ready(work));
    const turn = await rig.claimTurn();
    expect(turn.items).toMatchObject([{ content: { type: 'image', media: { id: work.id, state: 'ready' } } }]);
  });

  it.each([
    ['failed', (work: ClaimedMedia): MediaStep => ({ ...work, outcome: 'failed', failure: 'Gone.', trace: [] })],
    ['ready', ready],
  ])('that are %s before their turn is claimed make it wait for nothing', async (state, step) => {
    const { rig, store } = reading();
    await rig.work.ingest([picture(reading())]);
    await store.media.commitMedia(step(await claimOne(reading())));
    expect((await rig.claimTurn()).items).toMatchObject([{ content: { media: { state } } }]);
  });

  it('make their turn wait ten seconds from receipt and no longer, and nothing else of the conversation before them', async () => {
    const { rig, advance } = reading();
    await rig.hear('before');
    await rig.work.ingest([picture(reading())]);
    const before = await rig.claimTurn();
    await rig.work.commitTurn({ ...doneStep(before) });
    expect(await rig.claimTurns()).toEqual([]);
    advance(9_999);
    expect(await rig.claimTurns()).toEqual([]);
    advance(1);
    expect((await rig.claimTurn()).items).toMatchObject([{ content: { media: { state: 'pending' } } }]);
  });

  it('make a gathered turn wait until the first of them is ten seconds old', async () => {
    const { rig, store, advance } = reading();
    const answer = { botId: BOT, gatherMs: 1_000 };
    const gathered = { gatheredChannels: [CHANNEL] };
    await rig.work.ingest([picture(reading(), { answer })]);
    advance(800);
    await rig.work.ingest([picture(reading(), { answer })]);
    advance(1_000);
    expect(await rig.claimTurns(gathered)).toEqual([]);
    const [first] = await claim(reading());
    if (!first) throw new Error('no file');
    await store.media.commitMedia(ready(first));
    expect(await rig.claimTurns(gathered)).toEqual([]);
    advance(10_000);
    expect((await rig.claimTurn(gathered)).items).toHaveLength(2);
  });

  it('that were uploaded are known until they are discarded, and so is where a provider holds them', async () => {
    const { store } = reading();
    const upload = { id: fresh('med'), channelId: CHANNEL, mimeType: 'application/pdf', fileName: 'a.pdf' };
    await store.media.insertUpload({ ...upload, sizeBytes: 7, sha256: HASH, fileKey: upload.id });
    const record = { ...upload, direction: 'uploaded', state: 'ready', sizeBytes: 7, sha256: HASH, fileKey: upload.id };
    expect(await store.media.getMedia(upload.id)).toMatchObject(record);
    const place = { mediaId: upload.id, connectionId: 'con_1' as ConnectionId, senderId: 'snd_1' as SenderId };
    expect(await store.media.findProviderMedia(place)).toBeNull();
    await store.media.rememberProviderMedia({ ...place, providerMediaId: '1', validUntil: 5 });
    await store.media.rememberProviderMedia({ ...place, providerMediaId: '2', validUntil: 9 });
    expect(await store.media.findProviderMedia(place)).toEqual({ providerMediaId: '2', validUntil: 9 });
    expect(await store.media.findProviderMedia({ ...place, senderId: 'snd_2' as SenderId })).toBeNull();
    expect(await store.media.discardMedia(upload.id, 'Deleted.')).toMatchObject(record);
    expect(await store.media.getMedia(upload.id)).toMatchObject({
      state: 'failed',
      failure: 'Deleted.',
      fileKey: null,
    });
    expect(await store.media.findProviderMedia(place)).toBeNull();
    expect(await store.media.discardMedia('med_unknown', 'Deleted.')).toBeNull();
  });

  it('of a deleted channel are not fetched any more', async () => {
    const { rig, store } = reading();
    const item = picture(reading());
    await rig.work.ingest([item]);
    const work = await claimOne(reading());
    await store.registry.deleteChannel(CHANNEL);
    expect(await store.media.commitMedia(ready(work))).toBe('lost');
    expect(await store.media.getMedia(work.id)).toBeNull();
  });

  it('do not hold up the merge of two conversations', async () => {
    const { rig, queries } = reading();
    const [phoneOnly, idOnly] = [{ kind: 'phone', value: '15550001', matchKey: '15550001' }, userIdOf('U1')] as const;
    await rig.work.ingest([
      picture(reading(), { person: { identifiers: [phoneOnly] }, answer: null }),
      rig.message('Hi', { person: { identifiers: [idOnly] }, answer: null }),
    ]);
    await rig.work.ingest([rig.message('both', { person: { identifiers: [phoneOnly, idOnly] } })]);
    const turn = await rig.claimTurn();
    expect(turn.items).toMatchObject([{ content: { text: 'both' } }]);
    const waiting = (await queries.getConversation(turn.conversation.id as ConversationId))?.waiting;
    expect(waiting?.map(({ kind }) => kind)).toEqual(['in']);
  });
});

function userIdOf(value: string) {
  return { kind: 'user_id', value, matchKey: value } as const;
}

function doneStep({ lane, turnId }: { lane: ClaimedMedia['lane']; turnId: string }) {
  const step = { lane, turnId: turnId as never, outcome: 'done', itemStatus: 'answered' } as const;
  return { ...step, drafts: [], session: null, trace: [] };
}
