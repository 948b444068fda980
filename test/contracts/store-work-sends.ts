import { describe, expect, test } from 'vitest';
import type { ChannelId, SenderId } from '../../src/domain/ids.ts';
import type { ClaimedSend, SendStep } from '../../src/store/work.ts';
import {
  CHANNEL,
  CONNECTION,
  DAY_MS,
  fresh,
  type OpenWork,
  phone,
  type Rig,
  SENDER,
  textOf,
} from './store-work-rig.ts';
import { useRig } from './store-work-use.ts';

const LEASE_MS = 30_000;

/** Sending: strictly in order, one attempt at a time, and what holds a message back. */
export function describeSends(open: OpenWork): void {
  describe('sending', () => {
    const rig = useRig(open);

    test('the next message goes when the previous one was taken', async () => {
      await rig().converse('1', '2');
      const first = await rig().claimSend();
      expect(textOf(first)).toBe('1');
      expect(await rig().claimSends()).toEqual([]);
      await rig().work.commitSend(rig().accepted(first));
      const second = await rig().claimSend();
      expect(textOf(second)).toBe('2');
      await rig().work.commitSend(rig().accepted(second));
      expect(await rig().claimSends()).toEqual([]);
    });

    test('the attempt is begun with the claim', async () => {
      await rig().converse('1');
      const request = rig().sendRequest();
      const [send] = (await rig().work.claimSends(request)).work;
      const started = { id: request.attemptIds[0], number: 1, startedAt: rig().subject.now() };
      expect(send).toMatchObject({ attempt: started, hold: null, doubts: 0, tries: 0 });
    });

    test('what cannot be shown by the connection that sends is replaced by several messages in its place', async () => {
      const [first, last] = await rig().converse('long', 'last');
      const session = rig().session();
      await rig().hear('more');
      await rig().work.commitTurn(rig().done(await rig().claimTurn(), { session, drafts: [] }));
      const send = await rig().claimSend();
      const more = [rig().draft('part 2'), rig().draft('part 3')];
      const choices = [{ id: 'y', title: 'Yes', kind: 'button_reply' as const }];
      const content = { type: 'text' as const, text: 'part 1' };
      const { lane, messageId } = send;
      const attemptId = send.attempt?.id ?? null;
      const step = { lane, messageId, attemptId, content, freeForm: true, more, choices, trace: [] };
      expect(await rig().work.commitSend({ outcome: 'replace', ...step })).toBe('ok');
      const sent: unknown[] = [];
      for (let count = 0; count < 4; count += 1) {
        const next = await rig().claimSend();
        sent.push([next.messageId, textOf(next)]);
        await rig().work.commitSend(rig().accepted(next));
      }
      expect(sent).toEqual([
        [first?.messageId, 'part 1'],
        [more[0]?.messageId, 'part 2'],
        [more[1]?.messageId, 'part 3'],
        [last?.messageId, 'last'],
      ]);
      expect(await rig().claimSends()).toEqual([]);
      await rig().hear('1');
      expect((await rig().claimTurn()).session?.choices).toEqual(choices);
    });

    test('where the provider knows no customer service window, none is judged', async () => {
      await rig().hear('hello');
      rig().subject.advance(2 * DAY_MS);
      await rig().work.enqueue({ ...rig().enqueueItem(''), draft: rig().draft('late') });
      const held = await rig().claimSend();
      expect(held.hold).toBe('window_closed');
      const { lane, messageId } = held;
      const waits = { waitsFor: 'retry' as const, dueAt: rig().subject.now() };
      await rig().work.commitSend({ outcome: 'hold', lane, messageId, attemptId: null, trace: [], ...waits });
      expect(await rig().claimSend({ windowlessSenders: [SENDER] })).toMatchObject({ messageId, hold: null });
    });

    test('a message delay and a pause hold back the next message', async () => {
      await rig().hear('hi');
      const drafts = [rig().draft('1'), rig().draft('2'), rig().draft('3', { pauseMs: 3_000 })];
      await rig().work.commitTurn(rig().done(await rig().claimTurn(), { drafts }));
      await rig().work.commitSend(rig().accepted(await rig().claimSend(), { delayMs: 1_000 }));
      expect(await rig().claimSends()).toEqual([]);
      rig().subject.advance(1_000);
      await rig().work.commitSend(rig().accepted(await rig().claimSend(), { delayMs: 1_000 }));
      rig().subject.advance(2_999);
      expect(await rig().claimSends()).toEqual([]);
      rig().subject.advance(1);
      expect(textOf(await rig().claimSend())).toBe('3');
    });

    test('the message delay also holds back what is queued after it began', async () => {
      await rig().converse('1');
      await rig().work.commitSend(rig().accepted(await rig().claimSend(), { delayMs: 1_000 }));
      await rig().converse('2');
      expect(await rig().claimSends()).toEqual([]);
      rig().subject.advance(1_000);
      expect(textOf(await rig().claimSend())).toBe('2');
    });

    test('senders without a connection are not claimed, nor is more than a sender’s share', async () => {
      const other = 'sender_2' as SenderId;
      for (const [index, senderId] of [SENDER, SENDER, SENDER, other].entries()) {
        const to = { identifiers: [phone(`1555${index}`)] };
        await rig().work.enqueue(rig().enqueueItem('hi', { senderId, to }));
      }
      expect(await rig().claimSends({ connections: {} })).toEqual([]);
      expect(await rig().claimSends({ slots: { [SENDER]: 2 } })).toHaveLength(2);
      const rest = await rig().claimSends({ connections: { [SENDER]: CONNECTION, [other]: CONNECTION } });
      expect(rest).toHaveLength(2);
    });

    test('free text needs an open window, a template does not', async () => {
      await rig().converse('free text');
      rig().subject.advance(DAY_MS);
      expect(await rig().claimSend()).toMatchObject({ hold: 'expired', attempt: null });
      await rig().work.enqueue(rig().enqueueItem('late', { to: { identifiers: [phone('1777')] } }));
      const free = rig().draft('never wrote', { freeForm: true, expiresAt: rig().subject.now() + DAY_MS });
      await rig().work.enqueue(rig().enqueueItem('', { to: { identifiers: [phone('1888')] }, draft: free }));
      const claimed = await rig().claimSends();
      expect(claimed.map((send) => [textOf(send), send.hold])).toEqual([
        ['late', null],
        ['never wrote', 'window_closed'],
      ]);
    });

    test('what waits for the window goes when the person writes', async () => {
      const free = rig().draft('hello?', { freeForm: true });
      await rig().work.enqueue(rig().enqueueItem('', { draft: free }));
      await rig().work.commitSend(hold(await rig().claimSend(), 'window', rig().subject.now() + DAY_MS));
      expect(await rig().claimSends()).toEqual([]);
      await rig().hear('hi');
      expect(await rig().claimSend()).toMatchObject({ hold: null });
    });

    test('a wait for the window ends at once if the person wrote meanwhile', async () => {
      const free = rig().draft('hello?', { freeForm: true });
      await rig().work.enqueue(rig().enqueueItem('', { draft: free }));
      const held = await rig().claimSend();
      await rig().hear('hi');
      await rig().work.commitSend(hold(held, 'window', rig().subject.now() + DAY_MS));
      expect(await rig().claimSend()).toMatchObject({ hold: null });
    });

    test('a disabled channel’s messages come back as such', async () => {
      await rig().converse('1');
      const held = await rig().claimSend({ disabledChannels: [CHANNEL] });
      expect(held).toMatchObject({ hold: 'channel_disabled', attempt: null });
      await rig().work.commitSend(hold(held, 'disabled', rig().subject.now() + 1_000));
      rig().subject.advance(1_000);
      expect(await rig().claimSend()).toMatchObject({ hold: null });
    });

    test('what waited behind a disabled channel has its time when the channel is enabled', async () => {
      const expiresAt = rig().subject.now() + 1_000;
      await rig().hear('hi');
      const drafts = [rig().draft('1', { expiresAt }), rig().draft('2', { expiresAt })];
      await rig().work.commitTurn(rig().done(await rig().claimTurn(), { drafts }));
      const held = await rig().claimSend({ disabledChannels: [CHANNEL] });
      await rig().work.commitSend({ ...hold(held, 'disabled', expiresAt), expiresAt: expiresAt + 60_000 });
      rig().subject.advance(1_000);
      const first = await rig().claimSend();
      expect(first).toMatchObject({ hold: null, expiresAt: expiresAt + 60_000 });
      await rig().work.commitSend(rig().accepted(first));
      expect(await rig().claimSend()).toMatchObject({ hold: null, expiresAt: expiresAt + 60_000 });
    });

    test('a crash during an attempt is seen by whoever comes next', async () => {
      await rig().converse('1');
      const crashed = await rig().claimSend();
      rig().subject.advance(LEASE_MS);
      const found = await rig().claimSend();
      expect(found).toMatchObject({ hold: 'left_sending', attempt: null, lastAttempt: { id: crashed.attempt?.id } });
      expect(await rig().work.commitSend(rig().accepted(crashed))).toBe('lost');
    });

    test('a retry goes back into line, and a burnt try is counted', async () => {
      await rig().converse('1', '2');
      const send = await rig().claimSend();
      await rig().work.commitSend(retry(rig(), send));
      expect(await rig().claimSends()).toEqual([]);
      rig().subject.advance(1_000);
      const again = await rig().claimSend();
      expect(again).toMatchObject({ messageId: send.messageId, tries: 1, attempt: { number: 2 } });
    });

    test('after a failed message the next goes, unless the failure is the person’s', async () => {
      await rig().converse('1', '2', '3');
      await rig().work.commitSend(fail(await rig().claimSend(), { failRest: false }));
      const second = await rig().claimSend();
      expect(textOf(second)).toBe('2');
      await rig().work.commitSend(fail(second, { failRest: true }));
      expect(await rig().claimSends()).toEqual([]);
    });

    test('a failed message is replayed in its place', async () => {
      await rig().converse('1', '2');
      const first = await rig().claimSend();
      const deadLetter = {
        id: 'dead_1',
        channelId: CHANNEL as ChannelId,
        connectionId: CONNECTION,
        reason: 'send_failed' as const,
        message: 'rejected',
        messageId: first.messageId,
        raw: null,
        at: rig().subject.now(),
      };
      await rig().work.commitSend({ ...fail(first, { failRest: false }), deadLetter });
      expect(await rig().work.replayDeadLetter('dead_1')).toBe('ok');
      expect((await rig().claimSend()).messageId).toBe(first.messageId);
    });

    test('another content goes out in a message’s place', async () => {
      await rig().converse('1', '2');
      const send = await rig().claimSend();
      const { lane, messageId } = send;
      const content = { type: 'template' as const, name: 'hello', language: 'en' };
      const step = {
        lane,
        messageId,
        attemptId: null,
        trace: [],
        outcome: 'replace' as const,
        content,
        freeForm: false,
      };
      expect(await rig().work.commitSend(step)).toBe('ok');
      expect(await rig().claimSend()).toMatchObject({ messageId, content, freeForm: false });
    });

    test('item 48: one person gets a burst and then one message per interval', async () => {
      const pair = { [CHANNEL]: { burst: 2, intervalMs: 6_000 } };
      await rig().converse('1', '2', '3', '4');
      const sentAt: number[] = [];
      while (sentAt.length < 4) {
        const claimed = await rig().work.claimSends(rig().sendRequest({ pair }));
        const [send] = claimed.work;
        if (send === undefined) {
          rig().subject.advance((claimed.nextDueAt ?? claimed.now + 1_000) - claimed.now);
          continue;
        }
        sentAt.push(claimed.now);
        await rig().work.commitSend(rig().accepted(send));
      }
      const [first = 0, ...rest] = sentAt;
      expect(rest.map((at) => at - first)).toEqual([0, 6_000, 12_000]);
    });

    test('a clock that was turned back holds a budget no longer than it can be spent', async () => {
      const pair = { [CHANNEL]: { burst: 1, intervalMs: 6_000 } };
      await rig().converse('tomorrow');
      const [first] = await rig().claimSends({ pair });
      if (first) await rig().work.commitSend(rig().accepted(first));
      expect(await rig().claimSends({ pair })).toEqual([]);
      expect(await rig().work.borrowBudget(SENDER, 10, 10)).toBe(10);
      rig().subject.advance(-DAY_MS);
      await rig().work.enqueue(rig().enqueueItem('today'));
      await rig().claimSends({ pair });
      expect(await rig().work.borrowBudget(SENDER, 10, 10)).toBe(0);
      rig().subject.advance(6_000);
      expect(await rig().claimSends({ pair })).toHaveLength(1);
      expect(await rig().work.borrowBudget(SENDER, 10, 10)).toBe(10);
    });

    test('item 48: one person gets 45 at once and then one every six seconds, which holds up nobody else', async () => {
      const pair = { [CHANNEL]: { burst: 45, intervalMs: 6_000 } };
      const texts = Array.from({ length: 47 }, (_, index) => `${index}`);
      await rig().converse(...texts);
      const next = async () => {
        const [send] = await rig().claimSends({ pair });
        if (send !== undefined) await rig().work.commitSend(rig().accepted(send));
        return send && textOf(send);
      };
      for (const text of texts.slice(0, 45)) expect(await next()).toBe(text);
      expect(await next()).toBeUndefined();
      const other = { identifiers: [phone('15550999')] };
      await rig().work.enqueue(rig().enqueueItem('to somebody else', { to: other }));
      expect(await next()).toBe('to somebody else');
      for (const text of texts.slice(45)) {
        rig().subject.advance(5_999);
        expect(await next()).toBeUndefined();
        rig().subject.advance(1);
        expect(await next()).toBe(text);
      }
    });

    test('a sender’s budget is shared and refills with time', async () => {
      expect(await rig().work.borrowBudget(SENDER, 80, 50)).toBe(50);
      expect(await rig().work.borrowBudget(SENDER, 80, 50)).toBe(30);
      expect(await rig().work.borrowBudget(SENDER, 80, 50)).toBe(0);
      rig().subject.advance(500);
      expect(await rig().work.borrowBudget(SENDER, 80, 50)).toBe(40);
      rig().subject.advance(60_000);
      const granted = await Promise.all([1, 2, 3].map(() => rig().work.borrowBudget(SENDER, 80, 50)));
      expect(granted.reduce((sum, one) => sum + one)).toBe(80);
    });
  });
}

function hold(
  send: ClaimedSend,
  waitsFor: 'window' | 'disabled',
  dueAt: number,
): Extract<SendStep, { outcome: 'hold' }> {
  const { lane, messageId } = send;
  return { outcome: 'hold', lane, messageId, attemptId: null, waitsFor, dueAt, trace: [] };
}

function retry(rig: Rig, send: ClaimedSend): SendStep {
  return {
    outcome: 'retry',
    lane: send.lane,
    messageId: send.messageId,
    attemptId: send.attempt?.id ?? null,
    failure: { kind: 'throttled', message: fresh('too fast') },
    dueAt: rig.subject.now() + 1_000,
    burn: true,
    trace: [],
  };
}

function fail(send: ClaimedSend, { failRest }: { failRest: boolean }): Extract<SendStep, { outcome: 'failed' }> {
  return {
    outcome: 'failed',
    lane: send.lane,
    messageId: send.messageId,
    attemptId: send.attempt?.id ?? null,
    failure: { kind: 'rejected', message: 'no' },
    failRest,
    delayMs: 0,
    trace: [],
  };
}
