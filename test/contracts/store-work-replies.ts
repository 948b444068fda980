import { describe, expect, test } from 'vitest';
import type { TurnId } from '../../src/domain/ids.ts';
import type { ClaimedTurn, SessionWrite, TurnReply } from '../../src/store/work.ts';
import { fresh, type OpenWork, type Rig, textsOf } from './store-work-rig.ts';
import { useRig } from './store-work-use.ts';

const UNTIL_MS = 60_000;

/** Answers that bots give later. */
export function describeReplies(open: OpenWork): void {
  describe('deferred answers', () => {
    const rig = useRig(open);

    test('a deferred turn waits without a lease and new messages do not end its wait', async () => {
      await rig().hear('1');
      const turn = await defer(rig());
      await rig().hear('2');
      rig().subject.advance(UNTIL_MS - 1);
      expect(await rig().claimTurns()).toEqual([]);
      rig().subject.advance(1);
      const overdue = await rig().claimTurn();
      expect(overdue.turnId).toBe(turn.turnId);
      expect(overdue.deferredUntil).toBe(rig().subject.now());
    });

    test('the answer closes the turn, is queued, and the next message meets the bot', async () => {
      await rig().hear('1', '2');
      const turn = await defer(rig(), rig().session({ variables: { a: 1 } }));
      const reply = replyTo(rig(), turn, { variables: { b: 2 } });
      expect(await rig().work.replyToTurn(reply)).toBe('ok');
      expect(await rig().claimSends()).toHaveLength(1);
      const next = await rig().claimTurn();
      expect(textsOf(next)).toEqual(['2']);
      expect(next.session).toMatchObject({ revision: 2, variables: { a: 1, b: 2 } });
      expect(await rig().work.openTurn(turn.turnId)).toMatchObject({ state: 'closed' });
    });

    test('the same reply again has the same outcome and no effect, any other comes too late', async () => {
      await rig().hear('1');
      const turn = await defer(rig());
      const reply = replyTo(rig(), turn);
      const outcomes = await Promise.all([rig().work.replyToTurn(reply), rig().work.replyToTurn(reply)]);
      expect(outcomes).toEqual(['ok', 'ok']);
      expect(await rig().work.replyToTurn(replyTo(rig(), turn))).toBe('closed');
      expect(await rig().work.replyToTurn(reply)).toBe('ok');
      expect(await rig().claimSends()).toHaveLength(1);
    });

    test('what a reply could not say is a dead letter', async () => {
      await rig().hear('1');
      const turn = await defer(rig());
      const deadLetter = {
        id: 'dead_reply',
        channelId: turn.conversation.channelId,
        connectionId: null,
        reason: 'bot_failed' as const,
        message: 'part 1 cannot be sent',
        messageId: turn.items[0]?.messageId ?? null,
        raw: null,
        at: rig().subject.now(),
      };
      await rig().work.replyToTurn(replyTo(rig(), turn, { deadLetters: [deadLetter] }));
      expect(await rig().work.replayDeadLetter('dead_reply')).toBe('ok');
    });

    test('with more to follow the turn stays open', async () => {
      await rig().hear('1');
      const turn = await defer(rig());
      for (const more of [true, true, false]) {
        expect(await rig().work.replyToTurn(replyTo(rig(), turn, { more }))).toBe('ok');
      }
      expect(await rig().work.replyToTurn(replyTo(rig(), turn))).toBe('closed');
      expect(await rig().claimTurns()).toEqual([]);
    });

    test('an answer that overtakes the promise takes the lane from whoever holds it', async () => {
      await rig().hear('1', '2');
      const turn = await rig().claimTurn();
      expect(await rig().work.replyToTurn(replyTo(rig(), turn))).toBe('ok');
      expect(await rig().work.commitTurn(deferred(rig(), turn, null))).toBe('lost');
      expect(textsOf(await rig().claimTurn())).toEqual(['2']);
    });

    test('of an answer and the end of its time one wins', async () => {
      await rig().hear('1');
      const turn = await defer(rig());
      rig().subject.advance(UNTIL_MS);
      const overdue = await rig().claimTurn();
      const [replied, committed] = await Promise.all([
        rig().work.replyToTurn(replyTo(rig(), turn)),
        rig().work.commitTurn(rig().done(overdue, { itemStatus: 'failed', drafts: [rig().draft('sorry')] })),
      ]);
      expect([
        ['ok', 'lost'],
        ['closed', 'ok'],
      ]).toContainEqual([replied, committed]);
      expect(await rig().claimSends()).toHaveLength(1);
    });

    test('an open turn can be read, an unknown one cannot', async () => {
      await rig().hear('1');
      const turn = await defer(rig());
      const read = await rig().work.openTurn(turn.turnId);
      expect(read).toMatchObject({ turnId: turn.turnId, state: 'open', deferredUntil: rig().subject.now() + UNTIL_MS });
      expect(read?.items).toEqual(turn.items);
      expect(read?.conversation).toEqual(turn.conversation);
      expect(await rig().work.openTurn('turn_0' as TurnId)).toBeNull();
      const unknown = { ...replyTo(rig(), turn), turnId: 'turn_0' as TurnId };
      expect(await rig().work.replyToTurn(unknown)).toBe('closed');
    });

    test('an answer may give the conversation away and end the session', async () => {
      await rig().hear('1', '2');
      const turn = await defer(rig(), rig().session());
      await rig().work.replyToTurn(replyTo(rig(), turn, { answeredBy: 'human', endSession: true }));
      expect(await rig().claimTurns()).toEqual([]);
      expect(await rig().work.openTurn(turn.turnId)).toMatchObject({
        session: { ended: true },
        conversation: { answeredBy: 'human' },
      });
    });
  });
}

function deferred(rig: Rig, { lane, turnId }: ClaimedTurn, session: SessionWrite | null) {
  return { outcome: 'deferred' as const, lane, turnId, until: rig.subject.now() + UNTIL_MS, session, trace: [] };
}

async function defer(rig: Rig, session: SessionWrite | null = null): Promise<ClaimedTurn> {
  const turn = await rig.claimTurn();
  expect(await rig.work.commitTurn(deferred(rig, turn, session))).toBe('ok');
  return turn;
}

function replyTo(rig: Rig, turn: ClaimedTurn, values: Partial<TurnReply> = {}): TurnReply {
  return {
    conversationId: turn.conversation.id,
    turnId: turn.turnId,
    replyKey: fresh('reply'),
    more: false,
    drafts: [rig.draft('later')],
    choices: [],
    endSession: false,
    trace: [],
    ...values,
  };
}
