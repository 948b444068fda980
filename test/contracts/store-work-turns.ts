import { describe, expect, test } from 'vitest';
import type { BotId, ChannelId } from '../../src/domain/ids.ts';
import { BOT, CHANNEL, type OpenWork, phone, type Rig, textsOf } from './store-work-rig.ts';
import { useRig } from './store-work-use.ts';

const GATHER_MS = 1_500;
const LEASE_MS = 30_000;

/** Turns: what is handed to a bot, again and again the same, and what its answer writes. */
export function describeTurns(open: OpenWork): void {
  describe('turns', () => {
    const rig = useRig(open);

    test('messages meet the bot one by one, in order', async () => {
      await rig().hear('1', '2', '3');
      const heard: unknown[] = [];
      for (let turn = 0; turn < 3; turn += 1) {
        const claimed = await rig().claimTurn();
        heard.push(...textsOf(claimed));
        await rig().answer(claimed);
      }
      expect(heard).toEqual(['1', '2', '3']);
      expect(await rig().claimTurns()).toEqual([]);
    });

    test('a claimed lane is nobody else’s until its lease ends', async () => {
      await rig().hear('hi');
      const first = await rig().claimTurn();
      expect(await rig().claimTurns()).toEqual([]);
      rig().subject.advance(LEASE_MS);
      const second = await rig().claimTurn();
      expect(second.turnId).toBe(first.turnId);
      expect(second.lane.token).not.toBe(first.lane.token);
    });

    test('who lost the lane cannot write', async () => {
      await rig().hear('hi');
      const paused = await rig().claimTurn();
      rig().subject.advance(LEASE_MS);
      const next = await rig().claimTurn();
      expect(await rig().work.commitTurn(rig().done(paused, { drafts: [rig().draft('stale')] }))).toBe('lost');
      await rig().answer(next, 'fresh');
      expect(await rig().claimSends()).toHaveLength(1);
    });

    test('a lease that ran out does not stop its holder while nobody else came', async () => {
      await rig().hear('hi');
      const turn = await rig().claimTurn();
      rig().subject.advance(LEASE_MS * 2);
      expect(await rig().work.commitTurn(rig().done(turn))).toBe('ok');
    });

    test('a renewed lease lasts, and a lost one is told', async () => {
      await rig().hear('hi');
      const turn = await rig().claimTurn();
      rig().subject.advance(20_000);
      expect(await rig().work.renew([turn.lane], LEASE_MS)).toEqual([]);
      rig().subject.advance(20_000);
      expect(await rig().claimTurns()).toEqual([]);
      rig().subject.advance(10_000);
      await rig().claimTurn();
      expect(await rig().work.renew([turn.lane], LEASE_MS)).toEqual([turn.lane]);
    });

    test('a lease that is given back is free at once, with the same turn, and its token ends with it', async () => {
      await rig().hear('hi');
      const turn = await rig().claimTurn();
      expect(await rig().work.release([turn.lane])).toBe(1);
      expect(await rig().work.commitTurn(rig().done(turn))).toBe('lost');
      const again = await rig().claimTurn();
      expect(again).toMatchObject({ turnId: turn.turnId, items: turn.items });
      expect(await rig().work.release([turn.lane])).toBe(0);
      expect(await rig().work.commitTurn(rig().done(again))).toBe('ok');
      expect(await rig().work.release([again.lane])).toBe(0);
    });

    test('giving a lease back tells who waits for work', async () => {
      await rig().hear('hi');
      const turn = await rig().claimTurn();
      const heard = new Promise<string>((resolve) => rig().work.onWork(resolve));
      await rig().work.release([turn.lane]);
      expect(await heard).toBe('in');
    });

    test('a committed step cannot be committed again', async () => {
      await rig().hear('hi');
      const turn = await rig().claimTurn();
      const step = rig().done(turn, { drafts: [rig().draft('once')] });
      const outcomes = await Promise.all([rig().work.commitTurn(step), rig().work.commitTurn(step)]);
      expect(outcomes.toSorted()).toEqual(['lost', 'ok']);
    });

    test('every try of a turn is the same, whatever comes meanwhile', async () => {
      await rig().hear('1', '2');
      const first = await rig().claimTurn({ gatheredChannels: [CHANNEL] });
      await rig().hear('3');
      await retry(rig(), first, { burn: true });
      rig().subject.advance(1_000);
      const second = await rig().claimTurn({ gatheredChannels: [CHANNEL] });
      expect(second.turnId).toBe(first.turnId);
      expect(second.items).toEqual(first.items);
      expect([first.tries, second.tries]).toEqual([0, 1]);
      await rig().answer(second);
      expect(textsOf(await rig().claimTurn({ gatheredChannels: [CHANNEL] }))).toEqual(['3']);
    });

    test('a retry waits for its time, new messages do not hasten it, and it burns a try only if told', async () => {
      await rig().hear('hi');
      await retry(rig(), await rig().claimTurn(), { burn: false });
      await rig().hear('are you there?');
      expect(await rig().claimTurns()).toEqual([]);
      const claimed = await rig().work.claimTurns(rig().turnRequest());
      expect(claimed.nextDueAt).toBe(rig().subject.now() + 1_000);
      rig().subject.advance(1_000);
      expect((await rig().claimTurn()).tries).toBe(0);
    });

    test('different conversations and messages have different turns', async () => {
      await rig().work.ingest([
        rig().message('a'),
        rig().message('b', { person: { identifiers: [phone('15550002')] } }),
        rig().message('c'),
      ]);
      const [a, b] = await rig().claimTurns();
      if (a === undefined || b === undefined) throw new Error('two turns expected');
      await rig().answer(a);
      const c = await rig().claimTurn();
      expect(new Set([a.turnId, b.turnId, c.turnId]).size).toBe(3);
    });

    test('a message that comes while its conversation is answered waits for the next turn', async () => {
      await rig().hear('1');
      const turn = await rig().claimTurn();
      await rig().hear('2');
      expect(await rig().claimTurns()).toEqual([]);
      await rig().answer(turn);
      expect(textsOf(await rig().claimTurn())).toEqual(['2']);
    });

    test('no slot gives more than it may, and a full one takes nothing from others', async () => {
      const other = 'bot_2' as BotId;
      const people = Array.from({ length: 5 }, (_, index) => ({ identifiers: [phone(`1555${index}`)] }));
      await rig().work.ingest(people.map((person) => rig().message('to the slow one', { person })));
      await rig().work.ingest([
        rig().message('to the quick one', {
          person: { identifiers: [phone('1777')] },
          answer: { botId: other, gatherMs: 0 },
        }),
      ]);
      const claimed = await rig().claimTurns({ slots: { [BOT]: 2 } });
      expect(claimed).toHaveLength(3);
      expect(claimed.flatMap(textsOf)).toContain('to the quick one');
      expect(await rig().claimTurns({ slots: { [BOT]: 0 } })).toEqual([]);
    });

    test('a claim takes the longest waiting first and says that there is more', async () => {
      for (const digits of ['1', '2', '3']) {
        await rig().work.ingest([rig().message(digits, { person: { identifiers: [phone(digits)] } })]);
        rig().subject.advance(1);
      }
      const first = await rig().work.claimTurns(rig().turnRequest({ max: 2 }));
      expect([first.work.flatMap(textsOf), first.more]).toEqual([['1', '2'], true]);
      const second = await rig().work.claimTurns(rig().turnRequest({ max: 2 }));
      expect([second.work.flatMap(textsOf), second.more]).toEqual([['3'], false]);
    });

    test('gathering waits for a pause and takes everything then', async () => {
      await gather(rig(), '1');
      rig().subject.advance(1_000);
      await gather(rig(), '2');
      rig().subject.advance(1_000);
      expect(await rig().claimTurns()).toEqual([]);
      rig().subject.advance(500);
      expect(textsOf(await rig().claimTurn({ gatheredChannels: [CHANNEL] }))).toEqual(['1', '2']);
    });

    test('who never pauses is answered after ten pauses', async () => {
      const started = rig().subject.now();
      let claimed = await rig().claimTurns({ gatheredChannels: [CHANNEL] });
      while (claimed.length === 0) {
        await gather(rig(), 'and');
        rig().subject.advance(GATHER_MS - 500);
        claimed = await rig().claimTurns({ gatheredChannels: [CHANNEL], gatherMax: 100 });
      }
      expect(rig().subject.now() - started).toBe(GATHER_MS * 10);
    });

    test('a turn takes no more than it may', async () => {
      await rig().hear('1', '2', '3');
      expect(textsOf(await rig().claimTurn({ gatheredChannels: [CHANNEL], gatherMax: 2 }))).toEqual(['1', '2']);
    });

    test('a session is written, found again and revised', async () => {
      await rig().hear('1', '2', '3');
      const first = await rig().claimTurn();
      expect(first.session).toBeNull();
      const session = rig().session({ variables: { step: 1 }, state: { place: 'a' } });
      await rig().work.commitTurn(rig().done(first, { session }));
      const second = await rig().claimTurn();
      expect(second.session).toEqual({ ...session, revision: 1 });
      await rig().work.commitTurn(rig().done(second, { session: { ...session, ended: true } }));
      expect((await rig().claimTurn()).session).toMatchObject({ revision: 2, ended: true });
    });

    test('the fallback is remembered with its time', async () => {
      await rig().hear('1', '2');
      const turn = await rig().claimTurn();
      expect(turn.lastFallbackAt).toBeNull();
      const at = rig().subject.now();
      await rig().work.commitTurn(rig().done(turn, { itemStatus: 'failed', fallbackAt: at }));
      expect((await rig().claimTurn()).lastFallbackAt).toBe(at);
    });

    test('an answer may give the conversation to a human, who takes what waits too', async () => {
      await rig().hear('1', '2');
      await rig().work.commitTurn(rig().done(await rig().claimTurn(), { answeredBy: 'human' }));
      expect(await rig().claimTurns()).toEqual([]);
    });

    test('a failed turn is replayed once, under another id', async () => {
      const [message] = await rig().hear('1');
      await rig().hear('2');
      const turn = await rig().claimTurn();
      const letter = {
        id: 'dead_1',
        channelId: 'channel_1' as ChannelId,
        connectionId: null,
        reason: 'bot_failed' as const,
        message: 'the bot was away',
        messageId: message?.messageId ?? null,
        raw: null,
        at: rig().subject.now(),
      };
      await rig().work.commitTurn(rig().done(turn, { itemStatus: 'failed', deadLetters: [letter] }));
      await rig().answer(await rig().claimTurn());
      expect(await rig().work.replayDeadLetter('dead_1')).toBe('ok');
      const again = await rig().claimTurn();
      expect(textsOf(again)).toEqual(['1']);
      expect(again.turnId).not.toBe(turn.turnId);
      await rig().answer(again);
      expect(await rig().claimTurns()).toEqual([]);
      expect(await rig().work.replayDeadLetter('dead_1')).toBe('already_replayed');
      expect(await rig().work.replayDeadLetter('dead_2')).toBe('unknown');
    });

    test('what is replayed while a later turn is open waits behind it, and is answered', async () => {
      const [message] = await rig().hear('failed');
      const [messageId, at] = [message?.messageId ?? null, rig().subject.now()];
      const letter = { id: 'dead_1', channelId: CHANNEL, connectionId: null, reason: 'bot_failed' as const };
      const deadLetters = [{ ...letter, message: 'the bot was away', messageId, raw: null, at }];
      await rig().work.commitTurn(rig().done(await rig().claimTurn(), { itemStatus: 'failed', deadLetters }));
      await rig().hear('later');
      const later = await rig().claimTurn();
      expect(await rig().work.replayDeadLetter('dead_1')).toBe('ok');
      await rig().answer(later);
      const again = await rig().claimTurn();
      expect(textsOf(again)).toEqual(['failed']);
      await rig().answer(again);
      expect(await rig().claimTurns()).toEqual([]);
    });
  });
}

async function gather(rig: Rig, text: string): Promise<void> {
  await rig.work.ingest([rig.message(text, { answer: { botId: BOT, gatherMs: GATHER_MS } })]);
}

async function retry(
  rig: Rig,
  {
    lane,
    turnId,
  }: { lane: Parameters<Rig['work']['renew']>[0][number]; turnId: Awaited<ReturnType<Rig['claimTurn']>>['turnId'] },
  { burn }: { burn: boolean },
): Promise<void> {
  const dueAt = rig.subject.now() + 1_000;
  expect(await rig.work.commitTurn({ outcome: 'retry', lane, turnId, dueAt, burn, trace: [] })).toBe('ok');
}
