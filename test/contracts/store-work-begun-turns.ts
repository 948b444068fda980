import { describe, expect, test } from 'vitest';
import type { InboundContent } from '../../src/domain/content.ts';
import type { BotId, ConversationId, MessageId, ProviderMessageId } from '../../src/domain/ids.ts';
import type { AmendmentItem, InboundMessageItem } from '../../src/store/ingest-items.ts';
import { type OfferRig, withoutIds } from './store-work-offers.ts';
import { BOT, CHANNEL, CONNECTION, fresh, only, phone, type Rig, SENDER, textsOf, userId } from './store-work-rig.ts';

const LEASE_MS = 30_000;
const GATHER_MS = 1_500;
const OTHER_BOT = 'bot_2' as BotId;
const ANA = { identifiers: [phone('15550001')], name: 'Ana', username: 'ana' };
const ANOTHER_ANA = { ...ANA, identifiers: [phone('15550002')] };

/** Turns that begin with the webhook that brings their message. */
export function describeBegunTurns(rig: () => OfferRig): void {
  describe('a begun turn', () => {
    test('is what a claim of the same message would have given', async () => {
      const context = { forwarded: true, referral: { ad: 'ad_1', title: 'Shoes' } };
      const offered = await rig().begin(rig().message('hello', { person: ANA, context }));
      await rig().work.ingest([rig().message('hello', { person: ANOTHER_ANA, context })]);
      const claimed = await rig().claimTurn();
      expect(withoutIds(offered)).toEqual(withoutIds(claimed));
      expect(offered.conversation).toMatchObject({ contactName: 'Ana', identifiers: ANA.identifiers });
      expect(only(offered.items).context).toEqual(context);
      expect(offered.lane.token).not.toBe(claimed.lane.token);
    });

    test('knows the session and the fallback of an earlier turn, as a claim does', async () => {
      const at = rig().subject.now();
      const earlier = async (person: typeof ANA, id: string) => {
        const turn = await rig().begin(rig().message('hello', { person }));
        const session = rig().session({ id: id as never, variables: { step: 1 }, state: { place: 'a' } });
        await rig().work.commitTurn(rig().done(turn, { session, fallbackAt: at }));
      };
      await earlier(ANA, 'session_a');
      await earlier(ANOTHER_ANA, 'session_b');
      rig().subject.advance(1_000);
      const offered = await rig().begin(rig().message('again', { person: ANA }));
      await rig().work.ingest([rig().message('again', { person: ANOTHER_ANA })]);
      expect(withoutIds(offered)).toEqual(withoutIds(await rig().claimTurn()));
      expect(offered).toMatchObject({ session: { id: 'session_a', variables: { step: 1 } }, lastFallbackAt: at });
    });

    test('tells what the database keeps of a text, not what it refused of it', async () => {
      const strange = () => rig().message('a\u0000b\ud800c', { context: { referral: { title: 'x\u0000' } } });
      const turn = await rig().begin(strange());
      expect(textsOf(turn)).toEqual(['a\ufffdb\ufffdc']);
      rig().subject.advance(LEASE_MS);
      expect((await rig().claimTurn()).items).toEqual(turn.items);
    });

    test('leaves nothing to claim, and its answer ends it', async () => {
      const turn = await rig().begin();
      const claimed = await rig().work.claimTurns(rig().turnRequest());
      expect(claimed).toMatchObject({ work: [], more: false });
      await rig().answer(turn, 'hi');
      rig().subject.advance(LEASE_MS);
      expect(await rig().claimTurns()).toEqual([]);
      expect((await rig().queries.getMessage(only(turn.items).messageId))?.status).toBe('answered');
    });

    test('wakes nobody; what is not begun does', async () => {
      const begin = async () => {
        await rig().begin();
        await rig().work.enqueue(rig().enqueueItem('sentinel', { to: { identifiers: [phone('1777')] } }));
      };
      expect(await rig().wokenBy('out', begin)).toEqual(['out']);
      const queue = () => rig().ingestOffered(from('1888', { answer: { botId: OTHER_BOT, gatherMs: 0 } }));
      expect(await rig().wokenBy('in', queue)).toEqual(['in']);
    });

    test('is one of several messages of a webhook; the others wait for claims', async () => {
      const taken = await rig().ingestOffered(from('1', {}, 'a'), from('2', {}, 'b'));
      expect(taken.map(textsOf)).toEqual([['a']]);
      expect((await rig().claimTurns()).map(textsOf)).toEqual([['b']]);
    });

    test('is no duplicate’s', async () => {
      const message = rig().message('hello');
      await rig().answer(await rig().begin(message));
      expect(await rig().ingestOffered({ ...message, messageId: fresh('msg') as MessageId })).toEqual([]);
      expect(await rig().claimTurns()).toEqual([]);
    });

    test('lasts as long as its lease: then a claim gets the same turn, and the late answer is lost', async () => {
      const begun = await rig().begin();
      rig().subject.advance(LEASE_MS - 1);
      expect(await rig().claimTurns()).toEqual([]);
      rig().subject.advance(1);
      const again = await rig().claimTurn();
      expect({ ...again, lane: null }).toEqual({ ...begun, lane: null });
      expect(again.lane.token).not.toBe(begun.lane.token);
      expect(await rig().work.commitTurn(rig().done(begun, { drafts: [rig().draft('late')] }))).toBe('lost');
      await rig().answer(again, 'in time');
      expect(await rig().claimSends()).toHaveLength(1);
    });

    test('is renewed and given back like a claimed one', async () => {
      const begun = await rig().begin();
      rig().subject.advance(20_000);
      expect(await rig().work.renew([begun.lane], LEASE_MS)).toEqual([]);
      rig().subject.advance(20_000);
      expect(await rig().claimTurns()).toEqual([]);
      expect(await rig().work.release([begun.lane])).toBe(1);
      expect(await rig().claimTurn()).toMatchObject({ turnId: begun.turnId, items: begun.items });
    });

    test('keeps what comes meanwhile for the next turn', async () => {
      const begun = await rig().begin(rig().message('1'));
      expect(await rig().ingestOffered(rig().message('2'))).toEqual([]);
      expect(await rig().claimTurns()).toEqual([]);
      await rig().answer(begun);
      expect(textsOf(await rig().claimTurn())).toEqual(['2']);
    });
  });

  describe('no turn begins with', () => {
    /** Nothing is begun, and a claim gives this. */
    async function waits(item: InboundMessageItem) {
      expect(await rig().ingestOffered(item)).toEqual([]);
      return await rig().claimTurn();
    }

    async function known(): Promise<InboundMessageItem> {
      const message = rig().message('hello');
      await rig().answer(await rig().begin(message));
      return message;
    }

    test('a quotation, which a claim looks up', async () => {
      const quoted = await known();
      const context = { replyToProviderId: quoted.providerMessageId };
      expect(only((await waits(rig().message('that', { context }))).items).replyTo).toBe(quoted.messageId);
    });

    test('a reaction, whose target a claim looks up', async () => {
      const target = await known();
      const content: InboundContent = { type: 'reaction', messageId: target.providerMessageId, emoji: '👍' };
      const named = { type: 'reaction', messageId: target.messageId, emoji: '👍' };
      expect(only((await waits(rig().message('', { content }))).items).content).toEqual(named);
    });

    test('a file, for which a claim waits', async () => {
      const content: InboundContent = {
        type: 'image',
        media: { id: 'media_1', mimeType: 'image/png', state: 'pending' },
      };
      const media = { id: 'media_1', providerMediaId: '902', url: 'https://cdn.example/902' };
      expect(await rig().ingestOffered(rig().message('', { content, media }))).toEqual([]);
      expect(await rig().claimTurns()).toEqual([]);
      rig().subject.advance(10_000);
      expect(only((await rig().claimTurn()).items).content.type).toBe('image');
    });

    test('a pause for more messages', async () => {
      const gathering = { answer: { botId: BOT, gatherMs: GATHER_MS } };
      expect(await rig().ingestOffered(rig().message('1', gathering))).toEqual([]);
      expect(await rig().claimTurns()).toEqual([]);
      rig().subject.advance(GATHER_MS);
      expect(textsOf(await rig().claimTurn())).toEqual(['1']);
    });

    test('another bot’s message', async () => {
      expect(textsOf(await waits(rig().message('1', { answer: { botId: OTHER_BOT, gatherMs: 0 } })))).toEqual(['1']);
    });

    test('what nobody is to answer', async () => {
      const observed = rig().message('1', { answer: null });
      const echo = rig().message('2', { direction: 'outbound', author: 'app_echo', answer: null });
      expect(await rig().ingestOffered(observed, echo)).toEqual([]);
      expect(await rig().claimTurns()).toEqual([]);
    });

    test('what a human answers', async () => {
      const turn = await rig().begin();
      await rig().answer(turn);
      await rig().work.setAnsweredBy(turn.conversation.id, 'human');
      expect(await rig().ingestOffered(rig().message('to the agent'))).toEqual([]);
      expect(await rig().claimTurns()).toEqual([]);
    });

    test('what a human answers while an earlier turn is to be tried again', async () => {
      const { lane, turnId, conversation } = await rig().begin();
      const dueAt = rig().subject.now();
      await rig().work.commitTurn({ outcome: 'retry', lane, turnId, dueAt, burn: true, trace: [] });
      await rig().work.setAnsweredBy(conversation.id, 'human');
      expect(await rig().ingestOffered(rig().message('to the agent'))).toEqual([]);
      expect(textsOf(await rig().claimTurn())).toEqual(['hello']);
    });

    test('a message behind one that waits', async () => {
      await rig().hear('1');
      expect(textsOf(await waits(rig().message('2')))).toEqual(['1']);
    });

    test('two messages of one person in one webhook, which a claim takes in order', async () => {
      expect(await rig().ingestOffered(rig().message('1'), rig().message('2'))).toEqual([]);
      const first = await rig().claimTurn();
      expect(textsOf(first)).toEqual(['1']);
      await rig().answer(first);
      expect(textsOf(await rig().claimTurn())).toEqual(['2']);
    });

    test('a message that was edited before it came', async () => {
      const message = rig().message('helo');
      await rig().work.ingest([amendment(rig(), message, { kind: 'edit', content: { type: 'text', text: 'hello' } })]);
      expect(textsOf(await waits(message))).toEqual(['hello']);
    });

    test('a message that was taken back before it came', async () => {
      const message = rig().message('oops');
      await rig().work.ingest([amendment(rig(), message, { kind: 'revoke' })]);
      expect(await rig().ingestOffered(message)).toEqual([]);
      expect(await rig().claimTurns()).toEqual([]);
    });

    test('a message that is edited or taken back in its own webhook', async () => {
      const [edited, revoked] = [from('1', {}, 'helo'), from('2', {}, 'oops')];
      const edit = amendment(rig(), edited, { kind: 'edit', content: { type: 'text', text: 'hello' } });
      expect(await rig().ingestOffered(edited, edit)).toEqual([]);
      expect(await rig().ingestOffered(amendment(rig(), revoked, { kind: 'revoke' }), revoked)).toEqual([]);
      expect((await rig().claimTurns()).map(textsOf)).toEqual([['hello']]);
    });

    test('a webhook of which the database refuses a part', async () => {
      const poisoned = from('2', { providerAt: Number.NaN });
      expect(await rig().ingestOffered(from('1', {}, 'sound'), poisoned)).toEqual([]);
      expect(textsOf(await rig().claimTurn())).toEqual(['sound']);
    });

    test('a person whose other conversation must end first', async () => {
      const [ana, number] = [userId('user_ana'), phone('15550001')];
      await rig().answer(await rig().begin(rig().message('1', { person: { identifiers: [ana] } })));
      const loser = await rig().begin(rig().message('2', { person: { identifiers: [number] } }));
      expect(await rig().ingestOffered(rig().message('3', { person: { identifiers: [number, ana] } }))).toEqual([]);
      rig().subject.advance(1_000);
      expect(await rig().claimTurns()).toEqual([]);
      const session = rig().session();
      await rig().work.commitTurn(rig().done(loser, { session }));
      rig().subject.advance(1_000);
      const next = await rig().claimTurn();
      expect([textsOf(next), next.session?.id]).toEqual([['3'], session.id]);
    });
  });

  describe('two offers', () => {
    test('begin one turn at most when one person’s messages come at the same moment, and keep their order', async () => {
      for (let round = 0; round < 20; round += 1) {
        const digits = `1555${round}`;
        const taken = await Promise.all(['a', 'b'].map((text) => rig().ingestOffered(from(digits, {}, text))));
        const begun = taken.flat();
        expect(begun.length).toBeLessThanOrEqual(1);
        const first = begun[0] ?? (await rig().claimTurn());
        expect(await rig().claimTurns()).toEqual([]);
        await rig().answer(first);
        const second = await rig().claimTurn();
        await rig().answer(second);
        const positions = [first, second].map(({ items }) => only(items).position);
        expect(positions).toEqual([1, 2]);
        expect([first, second].flatMap(textsOf).toSorted()).toEqual(['a', 'b']);
      }
    });

    test('begin each its own when two persons’ messages come at the same moment', async () => {
      const people = Array.from({ length: 40 }, (_, index) => `1555${index}`);
      const taken = await Promise.all(people.map((digits) => rig().ingestOffered(from(digits, {}, digits))));
      expect(taken.map((turns) => turns.map(textsOf))).toEqual(people.map((digits) => [[digits]]));
      expect(new Set(taken.flat().map(({ lane }) => lane.token)).size).toBe(people.length);
      expect(new Set(taken.flat().map(({ conversation }): ConversationId => conversation.id)).size).toBe(people.length);
    });
  });

  function from(digits: string, values: Partial<InboundMessageItem> = {}, text = 'hello'): InboundMessageItem {
    return rig().message(text, { person: { identifiers: [phone(digits)] }, ...values });
  }
}

function amendment(rig: Rig, of: InboundMessageItem, change: AmendmentItem['amendment']): AmendmentItem {
  const now = rig.subject.now();
  const tell = { messageId: fresh('msg') as MessageId, providerMessageId: fresh('wamid') as ProviderMessageId };
  return {
    ...{ type: 'amendment', channelId: CHANNEL, senderId: SENDER, connectionId: CONNECTION, person: of.person },
    ...{ seen: { kind: 'message', key: fresh('amendment') }, raw: '{}', receivedAt: now, at: now },
    ...{ originalProviderId: of.providerMessageId, amendment: change },
    tell: { ...tell, answer: { botId: BOT, gatherMs: 0 } },
  };
}
