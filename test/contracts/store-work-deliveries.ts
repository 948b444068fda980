import { describe, expect, test } from 'vitest';
import type { AttemptId, ProviderMessageId } from '../../src/domain/ids.ts';
import type { ClaimedSend, ResendStep } from '../../src/store/work.ts';
import { CONNECTION, fresh, type OpenWork, type Rig, textOf } from './store-work-rig.ts';
import { useRig } from './store-work-use.ts';

const DOUBT_MS = 15_000;

/** Receipts and statuses, which may meet in any order, and doubt, which either of them ends. */
export function describeDeliveries(open: OpenWork): void {
  describe('deliveries', () => {
    const rig = useRig(open);

    test('item 31: statuses only improve, in whatever order they come', async () => {
      const sent = await sendTracked(rig(), 'out_1');
      await report(rig(), 'read');
      expect(await sent.status()).toBe('read');
      await report(rig(), 'delivered');
      await report(rig(), 'sent');
      await report(rig(), 'failed');
      expect(await sent.status()).toBe('read');
    });

    test('item 33: a failure replaces what was only taken', async () => {
      const sent = await sendTracked(rig(), 'out_1');
      expect(await sent.status()).toBe('accepted');
      await report(rig(), 'sent');
      await report(rig(), 'failed');
      expect(await sent.status()).toBe('failed');
    });

    test('item 32: a status that overtakes the receipt is found by it', async () => {
      const { send, status } = await claimTracked(rig());
      await report(rig(), 'delivered');
      await rig().work.commitSend(rig().accepted(send, { providerMessageId: 'out_1' as ProviderMessageId }));
      expect(await status()).toBe('delivered');
    });

    test('item 32: receipt and status that come at the same moment find each other, every time', async () => {
      for (let round = 0; round < 25; round += 1) {
        const { send, status } = await claimTracked(rig());
        const providerMessageId = fresh('out') as ProviderMessageId;
        await Promise.all([
          rig().work.commitSend(rig().accepted(send, { providerMessageId })),
          rig().work.ingest([rig().status({ providerMessageId, status: 'delivered' })]),
          rig().work.ingest([rig().status({ providerMessageId, status: 'sent' })]),
        ]);
        expect(await status()).toBe('delivered');
      }
    });

    test('item 46: doubt waits for an echo and comes back when its time is over', async () => {
      await rig().converse('1', '2');
      const send = await rig().claimSend();
      expect(await rig().work.commitSend(rig().inDoubt(send))).toBe('ok');
      expect(await rig().claimSends()).toEqual([]);
      rig().subject.advance(DOUBT_MS);
      const doubted = await rig().claimSend();
      expect(doubted).toMatchObject({ messageId: send.messageId, hold: 'in_doubt', attempt: null, doubts: 1 });
      expect(doubted.lastAttempt).toMatchObject({ id: send.attempt?.id, connectionId: CONNECTION });
      expect(doubted.doubtUntil).toBe(rig().subject.now());
    });

    test('item 46: an echo settles doubt and the next message goes at once', async () => {
      await rig().converse('1', '2');
      const send = await rig().claimSend();
      await rig().work.commitSend(rig().inDoubt(send));
      await echo(rig(), send);
      expect(textOf(await rig().claimSend())).toBe('2');
    });

    test('an echo of what only waits at the provider settles doubt too', async () => {
      const { send, status } = await claimTracked(rig());
      await rig().work.commitSend(rig().inDoubt(send));
      await echo(rig(), send, 'accepted');
      expect(await status()).toBe('accepted');
    });

    test('an echo that comes before the doubt settles it in the same step', async () => {
      await rig().converse('1', '2');
      const send = await rig().claimSend();
      await echo(rig(), send);
      await rig().work.commitSend(rig().inDoubt(send));
      expect(textOf(await rig().claimSend())).toBe('2');
    });

    test('an echo after a crash tells that the message went out', async () => {
      await rig().converse('1', '2');
      const send = await rig().claimSend();
      rig().subject.advance(30_000);
      await echo(rig(), send);
      const next = await rig().claimSend();
      expect([textOf(next), next.hold]).toEqual(['2', null]);
    });

    test('of an echo and the doubt at the same moment the echo wins, every time', async () => {
      for (let round = 0; round < 25; round += 1) {
        const { send, status } = await claimTracked(rig());
        await Promise.all([rig().work.commitSend(rig().inDoubt(send)), echo(rig(), send)]);
        expect(await status()).toBe('sent');
        expect(await rig().claimSends()).toEqual([]);
      }
    });

    test('a message in doubt is sent again under a new attempt', async () => {
      await rig().converse('1');
      const doubted = await doubt(rig());
      const step = again(doubted);
      expect(await rig().work.resend(step)).toBe('ok');
      expect(await rig().work.resend(step)).toBe('ok');
      const accepted = { ...rig().accepted(doubted), attemptId: step.attemptId };
      expect(await rig().work.commitSend(accepted)).toBe('ok');
      expect(await rig().claimSends()).toEqual([]);
    });

    test('of an echo and a second attempt at the same moment one wins', async () => {
      for (let round = 0; round < 25; round += 1) {
        const { status } = await claimTracked(rig(), { stop: true });
        const doubted = await doubt(rig());
        const [resent] = await Promise.all([rig().work.resend(again(doubted)), echo(rig(), doubted)]);
        expect(await status()).toBe('sent');
        expect(['ok', 'lost']).toContain(resent);
        if (resent === 'ok') await rig().work.commitSend({ ...rig().accepted(doubted), attemptId: null });
        expect(await rig().claimSends()).toEqual([]);
      }
    });

    test('nobody sends again what is not in doubt, or with a lost lane', async () => {
      await rig().converse('1', '2');
      const doubted = await doubt(rig());
      await echo(rig(), doubted);
      expect(await rig().work.resend(again(doubted))).toBe('lost');
      const second = await rig().claimSend();
      expect(textOf(second)).toBe('2');
      expect(await rig().work.resend(again(doubted))).toBe('lost');
    });

    test('a status without our attempt says nothing about a message without a receipt', async () => {
      const { send, status } = await claimTracked(rig());
      await report(rig(), 'sent');
      expect(await status()).toBe('sending');
      await rig().work.commitSend(rig().inDoubt(send));
      expect(await status()).toBe('in_doubt');
    });

    test('what the business wrote elsewhere has statuses too', async () => {
      await report(rig(), 'delivered');
      const written = rig().message('from the app', {
        direction: 'outbound',
        author: 'app_echo',
        providerMessageId: 'out_1' as ProviderMessageId,
        windowUntil: null,
      });
      expect(await rig().work.ingest([written])).toEqual(['new']);
      await report(rig(), 'read');
      expect(await rig().claimSends()).toEqual([]);
    });
  });
}

/** A message whose status can be asked for, claimed. */
async function claimTracked(
  rig: Rig,
  { stop = false } = {},
): Promise<{ send: ClaimedSend; status: () => Promise<string> }> {
  const idempotency = { scope: 'test', key: fresh('key'), requestHash: 'same' };
  await rig.work.enqueue(rig.enqueueItem('tracked', { idempotency }));
  const status = () => rig.statusOf(idempotency);
  // The caller claims it.
  if (stop) return { send: {} as ClaimedSend, status };
  return { send: await rig.claimSend(), status };
}

async function sendTracked(rig: Rig, id: string): Promise<{ status: () => Promise<string> }> {
  const { send, status } = await claimTracked(rig);
  await rig.work.commitSend(rig.accepted(send, { providerMessageId: id as ProviderMessageId }));
  return { status };
}

async function report(rig: Rig, status: 'sent' | 'delivered' | 'read' | 'failed'): Promise<void> {
  const failure = { kind: 'rejected' as const, message: 'undeliverable' };
  const item = rig.status({
    providerMessageId: 'out_1' as ProviderMessageId,
    status,
    ...(status === 'failed' && { failure }),
  });
  expect(await rig.work.ingest([item])).toEqual(['new']);
}

/** The provider's word that an attempt arrived there. */
async function echo(rig: Rig, send: ClaimedSend, status: 'accepted' | 'sent' = 'sent'): Promise<void> {
  const attemptId = send.attempt?.id ?? send.lastAttempt?.id;
  if (attemptId === undefined) throw new Error('nothing was attempted');
  const item = rig.status({ providerMessageId: fresh('out') as ProviderMessageId, status, attemptId });
  expect(await rig.work.ingest([item])).toEqual(['new']);
}

async function doubt(rig: Rig): Promise<ClaimedSend> {
  await rig.work.commitSend(rig.inDoubt(await rig.claimSend(), 0));
  return await rig.claimSend();
}

function again({ lane, messageId }: ClaimedSend): ResendStep {
  return { lane, messageId, attemptId: fresh('attempt') as AttemptId, connectionId: CONNECTION, trace: [] };
}
