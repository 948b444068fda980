import { describe, expect, it } from 'vitest';
import type { ChannelId, ConversationId, MessageId, ProviderMessageId } from '../../src/domain/ids.ts';
import type { NewDeadLetter } from '../../src/store/ingest-items.ts';
import { BadCursor, type MessageView } from '../../src/store/queries.ts';
import type { StoreEngine } from '../support/stores.ts';
import { readAll, useReading } from './store-queries-rig.ts';
import { CHANNEL, CONNECTION, only, phone, SENDER, userId } from './store-work-rig.ts';

const OTHER = 'channel_2' as ChannelId;
const ALL = { limit: 100 };

function texts(messages: readonly MessageView[]): unknown[] {
  return messages.map(({ content }) => ('text' in content ? content.text : content.type));
}

/** Lists and single rows of the query contract, for an engine. */
export function describeQueries(engine: StoreEngine): void {
  describe(`queries on ${engine}`, () => {
    const reading = useReading(engine);

    describe('messages', () => {
      it('show who wrote what, and how it fares', async () => {
        const { rig, queries, now } = reading();
        const person = { identifiers: [phone('15550001'), userId('US.1')], name: 'Ana' };
        const heard = rig.message('hello', { person, providerAt: now() - 5_000 });
        await rig.work.ingest([heard]);
        const view = await queries.getMessage(heard.messageId);
        expect(view).toMatchObject({
          id: heard.messageId,
          channelId: CHANNEL,
          senderId: SENDER,
          direction: 'inbound',
          author: 'contact',
          duty: 'answer',
          status: 'received',
          content: { type: 'text', text: 'hello' },
          providerMessageId: heard.providerMessageId,
          failure: null,
          contactName: 'Ana',
          at: now() - 5_000,
          receivedAt: now(),
        });
        expect(view?.identifiers.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual(person.identifiers);
        expect(await queries.getMessage('msg_none' as MessageId)).toBeNull();
      });

      it('are listed newest first, page by page, without gap or repetition', async () => {
        const { rig, queries } = reading();
        const heard = await rig.hear('1', '2', '3', '4', '5');
        const { items, pages } = await readAll(2, (page) => queries.listMessages({}, page));
        expect(items.map(({ id }) => id)).toEqual(heard.map(({ messageId }) => messageId).toReversed());
        expect(pages).toBe(3);
        expect((await readAll(5, (page) => queries.listMessages({}, page))).pages).toBe(1);
      });

      it('written between two pages do not move the second', async () => {
        const { rig, queries } = reading();
        await rig.hear('1', '2', '3');
        const first = await queries.listMessages({}, { limit: 2 });
        await rig.hear('4');
        const second = await queries.listMessages({}, { limit: 2, cursor: String(first.nextCursor) });
        expect(texts(second.items)).toEqual(['1']);
      });

      it('are found by channels', async () => {
        const { rig, queries } = reading();
        await rig.work.ingest([rig.message('here'), rig.message('there', { channelId: OTHER })]);
        expect(texts((await queries.listMessages({ channelIds: [OTHER] }, ALL)).items)).toEqual(['there']);
        expect(texts((await queries.listMessages({ channelIds: [CHANNEL, OTHER] }, ALL)).items)).toHaveLength(2);
        expect((await queries.listMessages({ channelIds: [] }, ALL)).items).toEqual([]);
      });

      it('of several channels come in one order, page by page', async () => {
        const { rig, queries } = reading();
        const heard = ['1', '2', '3', '4', '5'].map((text, index) =>
          rig.message(text, index % 2 === 0 ? {} : { channelId: OTHER }),
        );
        await rig.work.ingest([...heard, rig.message('foreign', { channelId: 'channel_3' as ChannelId })]);
        const filter = { channelIds: [CHANNEL, OTHER] };
        const { items, pages } = await readAll(2, (page) => queries.listMessages(filter, page));
        expect(texts(items)).toEqual(['5', '4', '3', '2', '1']);
        expect(pages).toBe(3);
      });

      it('are found by conversation', async () => {
        const { rig, queries } = reading();
        const heard = rig.message('mine');
        await rig.work.ingest([heard, rig.message('other', { person: { identifiers: [phone('15550002')] } })]);
        const conversationId = (await queries.getMessage(heard.messageId))?.conversationId as ConversationId;
        expect(texts((await queries.listMessages({ conversationId }, ALL)).items)).toEqual(['mine']);
        const none = { conversationId: 'conv_none' as ConversationId };
        expect((await queries.listMessages(none, ALL)).items).toEqual([]);
      });

      it('are found by any identifier of the person, and by contact id', async () => {
        const { rig, queries } = reading();
        const person = { identifiers: [phone('15550001'), userId('US.1')] };
        const heard = rig.message('mine', { person });
        await rig.work.ingest([heard, rig.message('other', { person: { identifiers: [phone('15550002')] } })]);
        const contactId = String((await queries.getMessage(heard.messageId))?.contactId);
        for (const contact of ['15550001', 'US.1', contactId]) {
          expect(texts((await queries.listMessages({ contact }, ALL)).items)).toEqual(['mine']);
        }
        expect((await queries.listMessages({ contact: '15559999' }, ALL)).items).toEqual([]);
      });

      it('of two contacts that turned out to be one person are found together', async () => {
        const { rig, queries } = reading();
        await rig.work.ingest([rig.message('by number', { person: { identifiers: [phone('15550001')] } })]);
        await rig.work.ingest([rig.message('by id', { person: { identifiers: [userId('US.1')] } })]);
        const both = { identifiers: [phone('15550001'), userId('US.1')] };
        const joined = rig.message('by both', { person: both });
        await rig.work.ingest([joined]);
        const expected = ['by both', 'by id', 'by number'];
        for (const contact of ['15550001', 'US.1']) {
          expect(texts((await queries.listMessages({ contact }, ALL)).items)).toEqual(expected);
        }
        const conversationId = (await queries.getMessage(joined.messageId))?.conversationId as ConversationId;
        expect(texts((await queries.listMessages({ conversationId }, ALL)).items)).toEqual(expected);
        expect((await queries.listConversations({}, ALL)).items).toMatchObject([{ id: conversationId }]);
      });
    });

    describe('cursors', () => {
      const cursorOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

      it.each([
        ['nonsense', 'nonsense'],
        ['nothing', ''],
        ['JSON of another shape', cursorOf({ id: 'msg_1' })],
        ['an id that is none', cursorOf(['messages', 0, 7])],
      ])('that are %s are refused', async (_what, cursor) => {
        await expect(reading().queries.listMessages({}, { limit: 1, cursor })).rejects.toBeInstanceOf(BadCursor);
      });

      it('of another list are refused', async () => {
        const { rig, queries } = reading();
        await rig.hear('1', '2');
        const cursor = String((await queries.listMessages({}, { limit: 1 })).nextCursor);
        await expect(queries.listConversations({}, { limit: 1, cursor })).rejects.toBeInstanceOf(BadCursor);
        await expect(queries.listDeadLetters({}, { limit: 1, cursor })).rejects.toBeInstanceOf(BadCursor);
        await expect(queries.listChannelEvents(CHANNEL, { limit: 1, cursor })).rejects.toBeInstanceOf(BadCursor);
      });
    });

    describe('conversations', () => {
      it('come most recently active first, page by page', async () => {
        const { rig, queries, advance } = reading();
        const numbers = ['15550001', '15550002', '15550003'];
        for (const number of [...numbers, '15550001']) {
          await rig.work.ingest([rig.message('hi', { person: { identifiers: [phone(number)] } })]);
          advance(1_000);
        }
        const { items, pages } = await readAll(1, (page) => queries.listConversations({}, page));
        expect(items.map(({ identifiers }) => only(identifiers).value)).toEqual(['15550001', '15550003', '15550002']);
        expect(pages).toBe(3);
      });

      it('show who answers, the window and what waits', async () => {
        const { rig, queries, now } = reading();
        const heard = only(await rig.hear('hello'));
        const { conversationId } = (await queries.getMessage(heard.messageId)) as MessageView;
        expect(await queries.getConversation(conversationId)).toEqual({
          id: conversationId,
          channelId: CHANNEL,
          senderId: SENDER,
          contactId: expect.any(String),
          identifiers: [phone('15550001')],
          contactName: 'Ana',
          answeredBy: 'bot',
          windowUntil: heard.windowUntil,
          lastMessageAt: now(),
          mergedInto: null,
          lastMessage: await queries.getMessage(heard.messageId),
          waiting: [{ kind: 'in', waitsFor: null, dueAt: now() }],
        });
        await rig.work.setAnsweredBy(conversationId, 'human');
        expect(await queries.getConversation(conversationId)).toMatchObject({ answeredBy: 'human' });
        expect(await queries.getConversation('conv_none' as ConversationId)).toBeNull();
      });

      it('are found by channels', async () => {
        const { rig, queries } = reading();
        await rig.work.ingest([rig.message('here'), rig.message('there', { channelId: OTHER })]);
        expect((await queries.listConversations({ channelIds: [OTHER] }, ALL)).items).toMatchObject([
          { channelId: OTHER },
        ]);
        expect((await queries.listConversations({}, ALL)).items).toHaveLength(2);
      });
    });

    describe('dead letters', () => {
      const letter = (id: string, values: Partial<NewDeadLetter> = {}): NewDeadLetter => ({
        ...{ id, channelId: CHANNEL, connectionId: CONNECTION, reason: 'unparsable', message: 'no type' },
        ...{ messageId: null, raw: '{"x":1}', at: 5 },
        ...values,
      });
      const ingest = (...letters: NewDeadLetter[]) =>
        reading().rig.work.ingest(letters.map((deadLetter) => ({ type: 'dead_letter', deadLetter })));

      it('come back as they were stored, newest first, page by page', async () => {
        const { queries } = reading();
        await ingest(letter('dl_1'), letter('dl_2'), letter('dl_3'));
        expect(await queries.getDeadLetter('dl_1')).toEqual({ ...letter('dl_1'), replayedAt: null });
        expect(await queries.getDeadLetter('dl_none')).toBeNull();
        const { items } = await readAll(2, (page) => queries.listDeadLetters({}, page));
        expect(items.map(({ id }) => id)).toEqual(['dl_3', 'dl_2', 'dl_1']);
      });

      it('without a channel are shown only to who sees all channels', async () => {
        const { queries } = reading();
        await ingest(letter('dl_1'), letter('dl_2', { channelId: null }), letter('dl_3', { channelId: OTHER }));
        const ids = async (channelIds?: ChannelId[]) =>
          (await queries.listDeadLetters(channelIds ? { channelIds } : {}, ALL)).items.map(({ id }) => id);
        expect(await ids([CHANNEL])).toEqual(['dl_1']);
        expect(await ids([CHANNEL, OTHER])).toEqual(['dl_3', 'dl_1']);
        expect(await ids()).toEqual(['dl_3', 'dl_2', 'dl_1']);
      });

      it('are no longer open once replayed', async () => {
        const { rig, queries, now } = reading();
        await ingest(letter('dl_1'), letter('dl_2'));
        await rig.work.replayDeadLetter('dl_1');
        expect((await queries.listDeadLetters({ open: true }, ALL)).items.map(({ id }) => id)).toEqual(['dl_2']);
        expect(await queries.getDeadLetter('dl_1')).toMatchObject({ replayedAt: now() });
      });
    });

    it('events of a channel are its own, newest first', async () => {
      const { rig, queries, now } = reading();
      const event = (kind: string, channelId: ChannelId = CHANNEL) => ({
        ...{ type: 'channel_event' as const, channelId, senderId: null, kind, detail: { to: 'GREEN' } },
        ...{ seen: { kind: 'account' as const, key: kind }, raw: '{}', receivedAt: now() },
      });
      await rig.work.ingest([event('quality')]);
      await rig.work.ingest([event('template'), event('foreign', OTHER)]);
      const { items } = await readAll(1, (page) => queries.listChannelEvents(CHANNEL, page));
      expect(items.map(({ kind }) => kind)).toEqual(['template', 'quality']);
      expect(items[0]).toEqual({
        id: expect.any(String),
        channelId: CHANNEL,
        kind: 'template',
        detail: { to: 'GREEN' },
        at: now(),
      });
    });

    it('queue depths count lanes by kind, and how long the oldest has been due', async () => {
      const { rig, queries, advance } = reading();
      await rig.hear('hello');
      await rig.work.enqueue(rig.enqueueItem('news', { to: { identifiers: [phone('15550002')] } }));
      advance(3_000);
      const none = { lanes: 0, due: 0, oldestMs: 0 };
      expect(await queries.queueDepths()).toEqual([
        { kind: 'in', lanes: 1, due: 1, oldestMs: 3_000 },
        { kind: 'out', lanes: 1, due: 1, oldestMs: 3_000 },
        { kind: 'bulk', ...none },
        { kind: 'media', ...none },
      ]);
      await rig.claimTurn();
      expect((await queries.queueDepths())[0]).toEqual({ kind: 'in', lanes: 1, due: 0, oldestMs: 0 });
    });

    it('a deleted channel leaves its messages, and nothing that waits', async () => {
      const { rig, queries, store } = reading();
      const [draft] = await rig.converse('answer');
      const heard = only(await rig.hear('another'));
      expect(await store.registry.deleteChannel(CHANNEL)).toBe(true);
      expect((await queries.queueDepths()).map(({ lanes }) => lanes)).toEqual([0, 0, 0, 0]);
      expect(await queries.getMessage(heard.messageId)).toMatchObject({ status: 'ignored' });
      expect(await queries.getMessage(draft?.messageId as MessageId)).toMatchObject({
        status: 'failed',
        failure: { kind: 'channel_misconfigured' },
      });
    });

    describe('the trace of a message', () => {
      it('tells what happened to it, in order, with what was received', async () => {
        const { rig, queries, advance, now } = reading();
        const heard = only(await rig.hear('hello'));
        const turn = await rig.claimTurn();
        advance(40);
        const step = { messageId: heard.messageId, turnId: turn.turnId };
        const called = { ...step, step: 'bot_called' as const, at: now(), durationMs: 12, detail: { status: 200 } };
        const answered = { ...step, step: 'bot_answered' as const, at: now() };
        const draft = rig.draft('hi');
        await rig.work.commitTurn(rig.done(turn, { drafts: [draft], trace: [called, answered] }));
        const trace = await queries.getTrace(heard.messageId);
        expect(trace?.message).toMatchObject({ id: heard.messageId, status: 'answered' });
        const arrived = { messageId: heard.messageId, step: 'webhook_received', at: heard.receivedAt };
        expect(trace?.entries).toEqual([arrived, called, answered]);
        expect(trace?.raw).toBe(heard.raw);
        expect(trace?.related).toEqual([draft.messageId]);
        expect((await queries.getTrace(draft.messageId))?.related).toEqual([heard.messageId]);
        expect(await queries.getTrace('msg_none' as MessageId)).toBeNull();
      });

      it('shows attempts and statuses of a message of ours', async () => {
        const { rig, queries, advance, now } = reading();
        const startedAt = now();
        const [draft] = await rig.converse('hi');
        const send = await rig.claimSend();
        advance(30);
        const providerMessageId = 'out_1' as ProviderMessageId;
        await rig.work.commitSend(rig.accepted(send, { providerMessageId }));
        const status = { providerMessageId, at: now() + 1 };
        await rig.work.ingest([rig.status({ ...status, status: 'sent', detail: { price: 'free' } })]);
        await rig.work.ingest([rig.status({ ...status, status: 'delivered', at: now() + 2 })]);
        const trace = await queries.getTrace(draft?.messageId as MessageId);
        expect(trace?.message).toMatchObject({ status: 'delivered', providerMessageId });
        expect(trace?.attempts).toEqual([
          {
            ...{ id: send.attempt?.id, number: 1, connectionId: CONNECTION, startedAt, endedAt: now() },
            ...{ outcome: 'accepted', providerMessageId, failure: null },
          },
        ]);
        expect(trace?.statuses).toEqual([
          { status: 'sent', at: now() + 1, detail: { price: 'free' } },
          { status: 'delivered', at: now() + 2, detail: null },
        ]);
        expect(trace?.raw).toBeNull();
      });
    });
  });
}
