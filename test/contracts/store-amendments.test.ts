import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { InboundContent } from '../../src/domain/content.ts';
import type { MessageId, ProviderMessageId } from '../../src/domain/ids.ts';
import type { AmendmentItem, InboundMessageItem } from '../../src/store/ingest-items.ts';
import type { Store } from '../../src/store/store.ts';
import { createTestDatabase, type StoreEngine, type TestDatabase } from '../support/stores.ts';
import { BOT, CHANNEL, CONNECTION, fresh, only, phone, Rig, SENDER, textsOf } from './store-work-rig.ts';

const PICTURE = { mimeType: 'image/png', state: 'pending' as const };
const START = 1_800_000_000_000;
const ENGINES: readonly StoreEngine[] = ['sqlite in process', 'postgres'];

for (const engine of ENGINES) {
  describe(`amendments on ${engine}`, () => {
    let database: TestDatabase;
    let store: Store;
    let rig: Rig;
    let now = START;
    const clock = () => now;
    const rigOf = (opened: Store) =>
      new Rig({ work: opened.work, now: clock, advance: () => {}, close: async () => {} });

    beforeAll(async () => {
      database = await createTestDatabase(engine);
    });
    afterAll(() => database.remove());
    beforeEach(async () => {
      now = START;
      await database.empty();
      store = await database.open(clock);
      rig = rigOf(store);
    });
    afterEach(() => store.close());

    const tell = (): NonNullable<AmendmentItem['tell']> => ({
      messageId: fresh('msg') as MessageId,
      providerMessageId: fresh('wamid') as ProviderMessageId,
      answer: { botId: BOT, gatherMs: 0 },
    });

    function amendment(originalProviderId: string, values: Partial<AmendmentItem>): AmendmentItem {
      return {
        type: 'amendment',
        channelId: CHANNEL,
        senderId: SENDER,
        connectionId: CONNECTION,
        seen: { kind: 'message', key: fresh('amendment') },
        raw: '{}',
        receivedAt: now,
        person: { identifiers: [phone('15550001')] },
        originalProviderId: originalProviderId as ProviderMessageId,
        amendment: { kind: 'revoke' },
        at: now,
        tell: null,
        ...values,
      };
    }

    const edit = (of: InboundMessageItem, text: string, values: Partial<AmendmentItem> = {}) =>
      amendment(of.providerMessageId, { amendment: { kind: 'edit', content: { type: 'text', text } }, ...values });
    const revoke = (of: InboundMessageItem, values: Partial<AmendmentItem> = {}) =>
      amendment(of.providerMessageId, values);
    const view = async (of: InboundMessageItem) => {
      const found = await store.queries.getMessage(of.messageId);
      if (!found) throw new Error('no such message');
      return found;
    };

    test('a bot sees the edited text of a message that waits for its turn', async () => {
      const hello = only(await rig.hear('helo'));
      await rig.work.ingest([edit(hello, 'hello', { tell: tell() })]);
      expect(textsOf(await rig.claimTurn())).toEqual(['hello']);
      expect(await view(hello)).toMatchObject({ content: { text: 'hello' }, editedAt: START, revokedAt: null });
    });

    test('every try of a turn sees what was frozen, whatever is edited later', async () => {
      const hello = only(await rig.hear('one'));
      await rig.work.ingest([edit(hello, 'two', { at: START + 1 })]);
      const turn = await rig.claimTurn();
      await rig.work.ingest([edit(hello, 'three', { at: START + 2 })]);
      await rig.work.ingest([edit(hello, 'four', { at: START + 3 })]);
      await rig.work.commitTurn({
        ...{ outcome: 'retry', lane: turn.lane, turnId: turn.turnId, trace: [] },
        ...{ dueAt: now, burn: true },
      });
      expect(textsOf(await rig.claimTurn())).toEqual(['two']);
      expect(await view(hello)).toMatchObject({ content: { text: 'four' }, editedAt: START + 3 });
    });

    test('a revoked message never reaches the bot, and its lane goes', async () => {
      const hello = only(await rig.hear('hello'));
      await rig.work.ingest([revoke(hello, { tell: tell() })]);
      expect(await rig.claimTurns()).toEqual([]);
      expect(await store.queries.queueDepths()).toEqual(
        expect.arrayContaining([expect.objectContaining({ kind: 'in', lanes: 0 })]),
      );
      expect(await view(hello)).toMatchObject({
        ...{ status: 'ignored', revokedAt: START },
        content: { type: 'unsupported', kind: 'revoked' },
      });
    });

    test('what else waits is answered when one message is taken back', async () => {
      const first = rig.message('first');
      await rig.work.ingest([first, rig.message('second')]);
      await rig.work.ingest([revoke(first)]);
      expect(textsOf(await rig.claimTurn())).toEqual(['second']);
    });

    test('item 22: an edit that comes before its message acts when the message comes', async () => {
      const hello = rig.message('helo');
      await rig.work.ingest([edit(hello, 'hello')]);
      expect(await rig.work.ingest([hello])).toEqual(['new']);
      expect(textsOf(await rig.claimTurn())).toEqual(['hello']);
    });

    test('a message and what became of it may come in one webhook, in any order', async () => {
      const [edited, revoked] = [rig.message('helo'), rig.message('oops')];
      await rig.work.ingest([revoke(revoked), edited, edit(edited, 'hello'), revoked]);
      expect(textsOf(await rig.claimTurn({ gatheredChannels: [CHANNEL] }))).toEqual(['hello']);
      expect((await view(revoked)).revokedAt).toBe(START);
    });

    test('of two edits the later one stays, in whatever order they come', async () => {
      const hello = only(await rig.hear('one'));
      await rig.work.ingest([edit(hello, 'three', { at: START + 2 })]);
      await rig.work.ingest([edit(hello, 'two', { at: START + 1 })]);
      expect(textsOf(await rig.claimTurn())).toEqual(['three']);
      const late = rig.message('1');
      await rig.work.ingest([edit(late, '3', { at: START + 2 }), edit(late, '2', { at: START + 1 })]);
      await rig.work.ingest([late]);
      expect(await view(late)).toMatchObject({ content: { text: '3' }, editedAt: START + 2 });
    });

    test('a repeated amendment is a duplicate', async () => {
      const hello = only(await rig.hear('helo'));
      const once = edit(hello, 'hello');
      expect(await rig.work.ingest([once])).toEqual(['new']);
      expect(await rig.work.ingest([once])).toEqual(['duplicate']);
    });

    test('a bot that has the message is told of changes in order, if its channel wants that', async () => {
      const hello = only(await rig.hear('helo'));
      await rig.answer(await rig.claimTurn());
      await rig.work.ingest([edit(hello, 'hello', { tell: tell() })]);
      await rig.hear('next');
      await rig.work.ingest([revoke(hello, { tell: tell() })]);
      const told: InboundContent[] = [];
      for (const _ of [1, 2, 3]) {
        const turn = await rig.claimTurn();
        told.push(only(turn.items).content);
        await rig.answer(turn);
      }
      expect(told).toEqual([
        { type: 'edit', messageId: hello.messageId, content: { type: 'text', text: 'hello' }, provider: {} },
        { type: 'text', text: 'next' },
        { type: 'revoke', messageId: hello.messageId, provider: {} },
      ]);
      expect(await view(hello)).toMatchObject({ status: 'answered', editedAt: START, revokedAt: START });
    });

    test('nobody is told of changes to what the bot never had', async () => {
      const hello = only(await rig.hear('helo'));
      const { conversation } = await rig.claimTurn();
      await rig.work.setAnsweredBy(conversation.id, 'human');
      const observed = only(await rig.hear('to the agent'));
      await rig.work.ingest([edit(observed, 'to you', { tell: tell() }), edit(hello, 'hello', { tell: tell() })]);
      now += 60_000;
      expect(textsOf(await rig.claimTurn())).toEqual(['helo']);
      expect((await view(observed)).content).toEqual({ type: 'text', text: 'to you' });
    });

    test('what is answered again after a dead letter is the newest text, and nothing that was taken back', async () => {
      const fail = async (text: string) => {
        const message = only(await rig.hear(text));
        const turn = await rig.claimTurn();
        const letter = {
          ...{
            id: fresh('dl'),
            channelId: CHANNEL,
            connectionId: null,
            reason: 'bot_failed' as const,
            message: 'gone',
          },
          ...{ messageId: message.messageId, raw: null, at: now },
        };
        await rig.work.commitTurn(rig.done(turn, { itemStatus: 'failed', deadLetters: [letter] }));
        return { message, letter };
      };
      const [edited, revoked] = [await fail('helo'), await fail('oops')];
      await rig.work.ingest([edit(edited.message, 'hello'), revoke(revoked.message)]);
      for (const { letter } of [edited, revoked]) expect(await rig.work.replayDeadLetter(letter.id)).toBe('ok');
      expect(textsOf(await rig.claimTurn({ gatheredChannels: [CHANNEL] }))).toEqual(['hello']);
    });

    test('an edited caption keeps the file that we have', async () => {
      const media = { id: 'file_1', mimeType: 'image/png', state: 'pending' as const };
      const photo = rig.message('', { content: { type: 'image', media, caption: 'a' } });
      await rig.work.ingest([photo]);
      const content: InboundContent = { type: 'image', media: { ...media, id: 'file_2' }, caption: 'b' };
      await rig.work.ingest([amendment(photo.providerMessageId, { amendment: { kind: 'edit', content } })]);
      expect((await view(photo)).content).toEqual({ type: 'image', media, caption: 'b' });
    });

    test('what the business changes elsewhere changes its echo', async () => {
      const echo = rig.message('from the app', { direction: 'outbound', author: 'app_echo', answer: null });
      const later = rig.message('sent', { direction: 'outbound', author: 'app_echo', answer: null });
      const isEcho = { kind: 'echo' as const, key: fresh('echo') };
      await rig.work.ingest([echo, edit(echo, 'from us', { seen: isEcho }), revoke(later)]);
      await rig.work.ingest([later]);
      expect((await view(echo)).content).toEqual({ type: 'text', text: 'from us' });
      expect((await view(later)).revokedAt).toBe(START);
      expect(await rig.claimTurns()).toEqual([]);
    });

    test('a file that an edit brings in place of another kind is not ours: it shows neither the provider’s id nor its address', async () => {
      const photo = rig.message('', { content: { type: 'image', media: { id: 'file_1', ...PICTURE } } });
      const media = { id: 'theirs_2', url: 'https://cdn.example/2', ...PICTURE, mimeType: 'video/mp4' };
      const text = rig.message('look');
      const content: InboundContent = { type: 'video', media, caption: 'b' };
      const change = (original: typeof photo) =>
        amendment(original.providerMessageId, { amendment: { kind: 'edit', content } });
      await rig.work.ingest([photo, change(photo), text, change(text)]);
      for (const original of [photo, text]) {
        const shown = (await view(original)).content;
        expect(shown).toMatchObject({
          type: 'video',
          caption: 'b',
          media: { mimeType: 'video/mp4', state: 'failed' },
        });
        expect(JSON.stringify(shown)).not.toMatch(/theirs_2|cdn/);
      }
    });

    test('what waits for a message that never comes is swept after eight days', async () => {
      const lost = rig.message('lost');
      await rig.work.ingest([edit(lost, 'found')]);
      now += 9 * 24 * 3_600_000;
      await rig.work.sweep();
      await rig.work.ingest([lost]);
      expect((await view(lost)).editedAt).toBeNull();
    });

    test('a message and its edit meet, also if each is written at the same moment', async () => {
      const other = engine === 'postgres' ? await database.open(clock) : null;
      const second = other ? rigOf(other) : rig;
      const pairs = Array.from({ length: 30 }, (_, n) => {
        const person = { identifiers: [phone(`1555100${n}`)] };
        const message = rig.message('before', { person });
        return { message, change: edit(message, 'after', { person }) };
      });
      await Promise.all(
        pairs.flatMap(({ message, change }) => [rig.work.ingest([message]), second.work.ingest([change])]),
      );
      const turns = await rig.claimTurns();
      await other?.close();
      expect(turns.map(textsOf)).toEqual(pairs.map(() => ['after']));
    });

    test('a turn is frozen before or after a revoke, never around it', async () => {
      const other = engine === 'postgres' ? await database.open(clock) : null;
      const second = other ? rigOf(other) : rig;
      const messages = Array.from({ length: 30 }, (_, n) =>
        rig.message('hello', { person: { identifiers: [phone(`1555200${n}`)] } }),
      );
      await rig.work.ingest(messages);
      const [, ...claims] = await Promise.all([
        Promise.all(
          messages.map((message) => second.work.ingest([revoke(message, { person: message.person, tell: tell() })])),
        ),
        ...[1, 2, 3].map(() => rig.claimTurns({ max: 10 })),
      ]);
      const claimed = new Set(claims.flat().flatMap(({ items }) => items.map(({ messageId }) => messageId)));
      await other?.close();
      for (const message of messages) {
        expect((await view(message)).status).toBe(claimed.has(message.messageId) ? 'received' : 'ignored');
      }
    });

    test('a reaction names our message; one to an unknown message keeps the provider’s id', async () => {
      const hello = only(await rig.hear('hello'));
      const like = (target: string) =>
        rig.message('', { content: { type: 'reaction', messageId: target, emoji: '👍' } });
      const [known, unknown] = [like(hello.providerMessageId), like('wamid_elsewhere')];
      await rig.work.ingest([known, unknown]);
      const turn = await rig.claimTurn({ gatheredChannels: [CHANNEL] });
      const named = { type: 'reaction', messageId: hello.messageId, emoji: '👍' };
      const unnamed = { type: 'reaction', providerMessageId: 'wamid_elsewhere', emoji: '👍' };
      expect(turn.items.slice(1).map(({ content }) => content)).toEqual([named, unnamed]);
      expect((await view(known)).content).toEqual(named);
      expect((await view(unknown)).content).toEqual(unnamed);
    });
  });
}
