import { describe, expect, test } from 'vitest';
import type { ProviderMessageId } from '../../src/domain/ids.ts';
import type { ClaimedSend, ClaimedTurn, OutDraft, SendTerms, TurnStep } from '../../src/store/work.ts';
import { type OfferRig, withoutIds } from './store-work-offers.ts';
import { CHANNEL, CONNECTION, fresh, only, phone, SENDER, textOf } from './store-work-rig.ts';

const LEASE_MS = 30_000;
const INTERVAL_MS = 6_000;
const PAIR = { [CHANNEL]: { burst: 2, intervalMs: INTERVAL_MS } };
const OUT = 'out_1' as ProviderMessageId;

/** First replies whose attempt begins with the step that queues them. */
export function describeBegunSends(rig: () => OfferRig): void {
  /** Somebody wrote and is answered with these drafts, with an offer. */
  async function answer(drafts: readonly OutDraft[], terms: Partial<SendTerms> = {}): Promise<ClaimedSend[]> {
    return await rig().commitOffered(rig().done(await rig().begin(), { drafts }), terms);
  }

  async function begin(...texts: string[]): Promise<ClaimedSend> {
    return only(await answer(texts.map((text) => rig().draft(text))));
  }

  describe('a begun send', () => {
    test('is what a claim of the same message would have given', async () => {
      const [ana, another] = [await turnOf('15550001'), await turnOf('15550002')];
      const drafts = () => [rig().draft('hi', { marketing: true })];
      await rig().work.commitTurn(rig().done(another, { drafts: drafts() }));
      const claimed = await rig().claimSend({ pair: PAIR });
      const offered = only(await rig().commitOffered(rig().done(ana, { drafts: drafts() }), { pair: PAIR }));
      expect(withoutIds(offered)).toEqual(withoutIds(claimed));
      expect(offered.lane.token).not.toBe(claimed.lane.token);
    });

    test('shows the conversation as its own step left it', async () => {
      const [ana, another] = [await turnOf('15550001'), await turnOf('15550002')];
      const step = (turn: ClaimedTurn) => rig().done(turn, { drafts: [rig().draft('hi')], answeredBy: 'human' });
      await rig().work.commitTurn(step(another));
      const claimed = await rig().claimSend();
      const offered = only(await rig().commitOffered(step(ana)));
      expect(withoutIds(offered)).toEqual(withoutIds(claimed));
    });

    test('has its attempt on record before it comes', async () => {
      const terms = rig().sendOffer().terms;
      const send = only(await answer([rig().draft('hi')], terms));
      const startedAt = rig().subject.now();
      const attempt = { id: terms.attemptIds[0], number: 1, startedAt, connectionId: CONNECTION };
      expect(send).toMatchObject({ attempt, hold: null, lastAttempt: null, doubts: 0, tries: 0 });
      const trace = await rig().queries.getTrace(send.messageId);
      expect(trace?.message.status).toBe('sending');
      expect(trace?.attempts).toMatchObject([{ ...attempt, outcome: 'started', endedAt: null }]);
    });

    test('leaves nothing to claim; its receipt ends it', async () => {
      const send = await begin('hi');
      expect(await rig().work.claimSends(rig().sendRequest())).toMatchObject({ work: [], more: false });
      expect(await rig().work.commitSend(rig().accepted(send, { providerMessageId: OUT }))).toBe('ok');
      rig().subject.advance(LEASE_MS);
      expect(await rig().claimSends()).toEqual([]);
      const trace = await rig().queries.getTrace(send.messageId);
      expect(trace?.message).toMatchObject({ status: 'accepted', providerMessageId: OUT });
      expect(trace?.attempts).toMatchObject([{ outcome: 'accepted', providerMessageId: OUT }]);
    });

    test('meets a status that overtakes its receipt', async () => {
      const send = await begin('hi');
      await rig().work.ingest([rig().status({ providerMessageId: OUT, status: 'delivered' })]);
      await rig().work.commitSend(rig().accepted(send, { providerMessageId: OUT }));
      expect((await rig().queries.getMessage(send.messageId))?.status).toBe('delivered');
    });

    test('meets an echo of its attempt, which settles the doubt about it', async () => {
      const send = await begin('1', '2');
      const attemptId = only([send.attempt?.id].filter((id) => id !== undefined));
      await rig().work.ingest([rig().status({ providerMessageId: OUT, status: 'sent', attemptId })]);
      await rig().work.commitSend(rig().inDoubt(send));
      expect((await rig().queries.getMessage(send.messageId))?.status).toBe('sent');
      expect(textOf(await rig().claimSend())).toBe('2');
    });

    test('wakes nobody', async () => {
      const turn = await rig().begin();
      const act = async () => {
        await rig().commitOffered(rig().done(turn, { drafts: [rig().draft('hi')] }));
        await rig().hear('sentinel');
      };
      expect(await rig().wokenBy('in', act)).toEqual(['in']);
    });

    test('is the first of several drafts; the second waits for its receipt', async () => {
      const send = await begin('1', '2');
      expect(textOf(send)).toBe('1');
      expect(await rig().claimSends()).toEqual([]);
      await rig().work.commitSend(rig().accepted(send));
      expect(textOf(await rig().claimSend())).toBe('2');
    });

    test('lasts as long as its lease: then a claim finds it left under way, and the late receipt is lost', async () => {
      const send = await begin('hi');
      rig().subject.advance(LEASE_MS - 1);
      expect(await rig().claimSends()).toEqual([]);
      rig().subject.advance(1);
      const found = await rig().claimSend();
      expect(found).toMatchObject({ messageId: send.messageId, hold: 'left_sending', attempt: null });
      const { id, startedAt, connectionId } = send.attempt ?? {};
      expect(found.lastAttempt).toEqual({ id, startedAt, connectionId });
      expect(found.lane.token).not.toBe(send.lane.token);
      expect(await rig().work.commitSend(rig().accepted(send))).toBe('lost');
    });

    test('that is not sent after all is tried again under its second attempt', async () => {
      const send = await begin('hi');
      await rig().work.commitSend({
        ...{ outcome: 'retry', lane: send.lane, messageId: send.messageId, attemptId: send.attempt?.id ?? null },
        ...{ failure: { kind: 'throttled', message: 'too fast' }, dueAt: rig().subject.now(), burn: true, trace: [] },
      });
      expect(await rig().claimSend()).toMatchObject({ messageId: send.messageId, tries: 1, attempt: { number: 2 } });
    });

    test('counts against what its person may get, like those that are claimed', async () => {
      const sentAt: number[] = [];
      const started = rig().subject.now();
      while (sentAt.length < 4) {
        const offered = await answer([rig().draft('hi')], { pair: PAIR });
        let [send] = offered;
        while (send === undefined) {
          const claimed = await rig().work.claimSends(rig().sendRequest({ pair: PAIR }));
          [send] = claimed.work;
          if (send === undefined) rig().subject.advance((claimed.nextDueAt ?? Number.NaN) - claimed.now);
        }
        sentAt.push(rig().subject.now() - started);
        await rig().work.commitSend(rig().accepted(send));
      }
      expect(sentAt).toEqual([0, 0, INTERVAL_MS, 2 * INTERVAL_MS]);
    });
  });

  describe('no send begins with', () => {
    test('a person who has had enough for now: the lane is due when the budget allows it', async () => {
      const pair = { [CHANNEL]: { burst: 1, intervalMs: INTERVAL_MS } };
      const first = only(await answer([rig().draft('1')], { pair }));
      await rig().work.commitSend(rig().accepted(first));
      expect(await answer([rig().draft('2')], { pair })).toEqual([]);
      const claimed = await rig().work.claimSends(rig().sendRequest({ pair }));
      expect(claimed).toMatchObject({ work: [], nextDueAt: rig().subject.now() + INTERVAL_MS });
      rig().subject.advance(INTERVAL_MS - 1);
      expect(await rig().claimSends({ pair })).toEqual([]);
      rig().subject.advance(1);
      expect(await rig().claimSend({ pair })).toMatchObject({ hold: null, attempt: { number: 1 } });
    });

    test('a closed window, which a claim tells; where none is known, it begins', async () => {
      const turn = async () => await rig().begin(rig().message('hello', { windowUntil: rig().subject.now() + 1_000 }));
      const late = async () => {
        const step = rig().done(await turn(), { drafts: [rig().draft('late')] });
        rig().subject.advance(1_000);
        return step;
      };
      expect(await rig().commitOffered(await late())).toEqual([]);
      const held = await rig().claimSend();
      expect(held).toMatchObject({ hold: 'window_closed', attempt: null });
      const { lane, messageId } = held;
      const failure = { kind: 'window_closed' as const, message: 'too late' };
      const failed = { outcome: 'failed' as const, failure, failRest: true, delayMs: 0, attemptId: null, trace: [] };
      await rig().work.commitSend({ ...failed, lane, messageId });
      expect(await rig().commitOffered(await late(), { windowlessSenders: [SENDER] })).toHaveLength(1);
    });

    test('a template is begun in a closed window', async () => {
      const turn = await rig().begin(rig().message('hello', { windowUntil: rig().subject.now() + 1_000 }));
      rig().subject.advance(1_000);
      const drafts = [rig().draft('as a template would', { freeForm: false })];
      expect(await rig().commitOffered(rig().done(turn, { drafts }))).toHaveLength(1);
    });

    test('marketing for a person who wants none, which a claim tells', async () => {
      const turn = await rig().begin();
      const now = rig().subject.now();
      await rig().work.ingest([
        {
          ...{ type: 'preference', channelId: CHANNEL, senderId: SENDER, raw: '{}', receivedAt: now, at: now },
          ...{ seen: { kind: 'account', key: fresh('stop') }, marketing: 'stop' },
          person: { identifiers: [phone('15550001')] },
        },
      ]);
      const drafts = [rig().draft('sale', { marketing: true })];
      expect(await rig().commitOffered(rig().done(turn, { drafts }))).toEqual([]);
      expect(await rig().claimSend()).toMatchObject({ hold: 'opted_out', attempt: null });
    });

    test('what has expired, which a claim tells', async () => {
      expect(await answer([rig().draft('old', { expiresAt: rig().subject.now() })])).toEqual([]);
      expect(await rig().claimSend()).toMatchObject({ hold: 'expired', attempt: null });
    });

    test('a pause before it', async () => {
      expect(await answer([rig().draft('wait for it', { pauseMs: 3_000 })])).toEqual([]);
      rig().subject.advance(2_999);
      expect(await rig().claimSends()).toEqual([]);
      rig().subject.advance(1);
      expect(textOf(await rig().claimSend())).toBe('wait for it');
    });

    test('a quotation, which a claim looks up', async () => {
      const turn = await rig().begin();
      const { messageId, providerMessageId } = only(turn.items);
      const drafts = [rig().draft('that', { replyTo: messageId })];
      expect(await rig().commitOffered(rig().done(turn, { drafts }))).toEqual([]);
      expect((await rig().claimSend()).replyTo).toMatchObject({ messageId, providerMessageId });
    });

    test('a message before it in line, which goes first', async () => {
      await rig().work.enqueue(rig().enqueueItem('first'));
      expect(await answer([rig().draft('second')])).toEqual([]);
      const first = await rig().claimSend();
      expect(textOf(first)).toBe('first');
      await rig().work.commitSend(rig().accepted(first));
      expect(textOf(await rig().claimSend())).toBe('second');
    });

    test('the message delay after the one before it', async () => {
      await rig().work.commitSend(rig().accepted(await begin('1'), { delayMs: 1_000 }));
      expect(await answer([rig().draft('2')])).toEqual([]);
      rig().subject.advance(999);
      expect(await rig().claimSends()).toEqual([]);
      rig().subject.advance(1);
      expect(textOf(await rig().claimSend())).toBe('2');
    });

    test('an answer without drafts', async () => {
      expect(await answer([])).toEqual([]);
    });

    test('a step whose lane was taken', async () => {
      const turn = await rig().begin();
      rig().subject.advance(LEASE_MS);
      const next = await rig().claimTurn();
      expect(await rig().commitOffered(rig().done(turn, { drafts: [rig().draft('stale')] }))).toEqual([]);
      expect(await rig().claimSends()).toEqual([]);
      expect(await rig().commitOffered(rig().done(next, { drafts: [rig().draft('fresh')] }))).toHaveLength(1);
    });

    test('a step that is committed twice', async () => {
      const step = rig().done(await rig().begin(), { drafts: [rig().draft('once')] });
      const taken = await Promise.all([rig().commitOffered(step), rig().commitOffered(step)]);
      expect(taken.flat()).toHaveLength(1);
    });

    test('a step that tries again or waits for its bot', async () => {
      const { lane, turnId } = await rig().begin();
      const now = rig().subject.now();
      const retry: TurnStep = { outcome: 'retry', lane, turnId, dueAt: now, burn: true, trace: [] };
      expect(await rig().commitOffered(retry)).toEqual([]);
      const again = await rig().claimTurn();
      const session = rig().session();
      const deferred = {
        outcome: 'deferred' as const,
        lane: again.lane,
        turnId,
        until: now + 1_000,
        session,
        trace: [],
      };
      expect(await rig().commitOffered(deferred)).toEqual([]);
      expect(await rig().claimSends()).toEqual([]);
    });
  });

  test('sends of many persons that begin at the same moment have tokens of their own', async () => {
    const turns = await Promise.all(Array.from({ length: 40 }, (_, index) => turnOf(`1555${index}`)));
    const steps = turns.map((turn) => rig().done(turn, { drafts: [rig().draft(turn.turnId)] }));
    const taken = await Promise.all(steps.map((step) => rig().commitOffered(step)));
    expect(taken.map((sends) => sends.map(textOf))).toEqual(turns.map(({ turnId }) => [turnId]));
    const tokens = [...turns, ...taken.flat()].map(({ lane }) => lane.token);
    expect(new Set(tokens).size).toBe(tokens.length);
  });

  async function turnOf(digits: string): Promise<ClaimedTurn> {
    return await rig().begin(rig().message('hello', { person: { identifiers: [phone(digits)], name: 'Ana' } }));
  }
}
