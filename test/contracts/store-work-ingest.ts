import { describe, expect, test } from 'vitest';
import type { ConversationId } from '../../src/domain/ids.ts';
import { CHANNEL, type OpenWork, phone, type Rig, textsOf } from './store-work-rig.ts';
import { useRig } from './store-work-use.ts';

/** Storing what webhooks bring: once each, in order, to the right person. */
export function describeIngest(open: OpenWork): void {
  describe('ingest', () => {
    const rig = useRig(open);

    test('item 9: the same message again is a duplicate, also inside one webhook', async () => {
      const item = rig().message('hi');
      expect(await rig().work.ingest([item, item])).toEqual(['new', 'duplicate']);
      expect(await rig().work.ingest([item])).toEqual(['duplicate']);
      expect(textsOf(await rig().claimTurn())).toEqual(['hi']);
    });

    test('one of many concurrent deliveries of a message is new', async () => {
      const item = rig().message('hi');
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => rig().work.ingest([item])));
      expect(outcomes.flat().filter((outcome) => outcome === 'new')).toEqual(['new']);
    });

    test('the same id as live message, echo and history is three things', async () => {
      const kinds = ['message', 'echo', 'history'] as const;
      const items = kinds.map((kind) => rig().message('hi', { seen: { kind, key: 'wamid.1' } }));
      expect(await rig().work.ingest(items)).toEqual(['new', 'new', 'new']);
    });

    test('messages of one person keep the order of their webhook and of the webhooks', async () => {
      await rig().hear('1', '2', '3');
      await rig().hear('4');
      expect(textsOf(await rig().claimTurn({ gatheredChannels: [CHANNEL] }))).toEqual(['1', '2', '3', '4']);
    });

    test('concurrent webhooks of many people make one conversation each', async () => {
      const people = Array.from({ length: 30 }, (_, index) => phone(`1555${index}`));
      const webhooks = people.flatMap((one) =>
        [1, 2].map(() => rig().message('hi', { person: { identifiers: [one] } })),
      );
      await Promise.all(webhooks.map((item) => rig().work.ingest([item])));
      const turns = await rig().claimTurns({ gatheredChannels: [CHANNEL] });
      expect(turns.map((turn) => turn.items.length)).toEqual(people.map(() => 2));
    });

    test('what is not to be answered holds no lane', async () => {
      await rig().work.ingest([
        rig().message('history', { answer: null }),
        rig().message('written by the business', { direction: 'outbound', author: 'app_echo', windowUntil: null }),
      ]);
      expect(await rig().claimTurns()).toEqual([]);
    });

    test('what came while a human answers is observed, and giving back to the bot does not replay it', async () => {
      const conversation = await startConversation(rig());
      expect(await rig().work.setAnsweredBy(conversation, 'human')).toBe(true);
      await rig().hear('to the human');
      expect(await rig().claimTurns()).toEqual([]);
      await rig().work.setAnsweredBy(conversation, 'bot');
      await rig().hear('to the bot');
      expect(textsOf(await rig().claimTurn())).toEqual(['to the bot']);
    });

    test('a human takes over what waits, but not the turn that has begun', async () => {
      await rig().hear('begun', 'waiting');
      const turn = await rig().claimTurn();
      await rig().work.setAnsweredBy(turn.conversation.id, 'human');
      await rig().answer(turn, 'answer');
      expect(await rig().claimTurns()).toEqual([]);
      expect(await rig().claimSends()).toHaveLength(1);
    });

    test('an unknown conversation cannot be given to anybody', async () => {
      expect(await rig().work.setAnsweredBy('conversation_0' as ConversationId, 'human')).toBe(false);
    });

    test('channel events and dead letters are stored', async () => {
      const at = rig().subject.now();
      const event = {
        type: 'channel_event' as const,
        channelId: CHANNEL,
        senderId: null,
        seen: { kind: 'account' as const, key: 'quality 1' },
        raw: '{}',
        receivedAt: at,
        kind: 'quality',
        detail: { score: 'high' },
      };
      const deadLetter = {
        id: 'dead_1',
        channelId: CHANNEL,
        connectionId: null,
        reason: 'unparsable' as const,
        message: 'not JSON',
        messageId: null,
        raw: '{',
        at,
      };
      expect(await rig().work.ingest([event, { type: 'dead_letter', deadLetter }])).toEqual(['new', 'new']);
      expect(await rig().work.ingest([event])).toEqual(['duplicate']);
      expect(await rig().work.replayDeadLetter('dead_1')).toBe('ok');
    });

    test('the customer service window is the latest that any message opened', async () => {
      const now = rig().subject.now();
      await rig().work.ingest([
        rig().message('late', { windowUntil: now + 5_000 }),
        rig().message('early', { windowUntil: now + 3_000 }),
      ]);
      expect((await rig().claimTurn()).conversation.windowUntil).toBe(now + 5_000);
    });

    test('a quoted message is shown by our id', async () => {
      const [quoted] = await rig().hear('first');
      await rig().answer(await rig().claimTurn(), 'answer');
      const sent = await rig().claimSend();
      const accepted = rig().accepted(sent);
      await rig().work.commitSend(accepted);
      const ids = [
        quoted?.providerMessageId,
        'providerMessageId' in accepted ? accepted.providerMessageId : '',
        'wamid.0',
      ];
      await rig().work.ingest(ids.map((id) => rig().message('re', { context: { replyToProviderId: id ?? '' } })));
      const turn = await rig().claimTurn({ gatheredChannels: [CHANNEL] });
      expect(turn.items.map(({ replyTo }) => replyTo)).toEqual([quoted?.messageId, sent.messageId, null]);
    });

    test('a webhook wakes whoever claims', async () => {
      const woken: string[] = [];
      const stop = rig().work.onWork((kind) => woken.push(kind));
      await rig().hear('hi');
      expect(woken).toContain('in');
      stop();
      woken.length = 0;
      await rig().hear('again');
      expect(woken).toEqual([]);
    });

    test('keys of eight days ago are swept, younger ones still tell duplicates', async () => {
      const [old] = await rig().hear('old');
      rig().subject.advance(5 * 24 * 3_600_000);
      const [young] = await rig().hear('young');
      rig().subject.advance(3 * 24 * 3_600_000 + 1);
      expect(await rig().work.sweep()).toBe(1);
      if (old === undefined || young === undefined) throw new Error('nothing heard');
      expect(await rig().work.ingest([young])).toEqual(['duplicate']);
      expect(await rig().work.ingest([{ ...old, messageId: rig().message('').messageId }])).toEqual(['new']);
    });
  });
}

async function startConversation(rig: Rig): Promise<ConversationId> {
  await rig.hear('hello');
  const turn = await rig.claimTurn();
  await rig.answer(turn);
  return turn.conversation.id;
}
