import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../test/support/manual-clock.ts';
import type { ConversationId } from '../../domain/ids.ts';
import type { ClaimedWebhook, EventSlice, LoggedEvent } from '../../store/events.ts';
import { deliverBatch } from './batch.ts';
import { FAILING_MAX_MS } from './verdict.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const TARGET = { url: 'https://client.example/events', signers: [new Webhook(SECRET)] };

function event(seq: number, conversation: string): LoggedEvent {
  const conversationId = conversation as ConversationId;
  return {
    tx: 0,
    seq,
    type: 'message.received',
    channelId: null,
    conversationId,
    subject: `msg_${seq}`,
    detail: null,
    at: 1,
  };
}

function claimed(values: Partial<ClaimedWebhook> = {}, failingSince: number | null = null): ClaimedWebhook {
  const filter = { types: null, channelIds: null };
  const state = { enabled: true, stopped: null, failingSince, createdAt: 1, updatedAt: 1 };
  const webhook = { id: 'evw_1', name: 'CRM', settings: {}, secrets: {}, ...filter, ...state };
  return { webhook, token: 5, place: { tx: 0, seq: 10 }, tried: [], ...values };
}

function sliceOf(...events: LoggedEvent[]): EventSlice {
  return { events, place: { tx: 0, seq: 99 }, more: false, unsettled: false };
}

/** Answers by subject; 200 if nothing is said. */
function client(statuses: Record<string, number> = {}) {
  const clock = manualClock();
  const asked: string[] = [];
  const fetch = async (_url: unknown, init?: RequestInit) => {
    const { subject } = JSON.parse(String(init?.body));
    asked.push(subject);
    return new Response('', { status: statuses[subject] ?? 200 });
  };
  const render = async ({ subject }: LoggedEvent) => ({ subject });
  return { asked, clock, parts: { clock, fetch, render, isStopped: () => false } };
}

describe('a batch of events', () => {
  it('goes to the end of the slice when all were taken', async () => {
    const { parts, asked } = client();
    const slice = sliceOf(event(11, 'a'), event(12, 'b'));
    const step = await deliverBatch(parts, claimed(), { slice, target: TARGET });
    expect(asked.toSorted()).toEqual(['msg_11', 'msg_12']);
    expect(step).toMatchObject({ place: slice.place, token: 5, dueAt: 0, failingSince: null, stop: null });
    expect(step.deliveries.map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  });

  it('keeps the order of a conversation when one of its events is refused, while others go on', async () => {
    const { parts, asked, clock } = client({ msg_11: 500 });
    const slice = sliceOf(event(11, 'a'), event(12, 'b'), event(13, 'a'));
    const step = await deliverBatch(parts, claimed(), { slice, target: TARGET });
    expect(asked.toSorted()).toEqual(['msg_11', 'msg_12']);
    expect(step.place).toEqual({ tx: 0, seq: 10 });
    expect(step.dueAt).toBe(clock.now() + 1_000);
  });

  it('tries a refused event again when it is due, and goes on with others meanwhile', async () => {
    const { parts, asked, clock } = client({ msg_11: 500 });
    const tried = [{ tx: 0, seq: 11, state: 'retrying', tries: 5, at: clock.now() }] as const;
    const slice = sliceOf(event(11, 'a'), event(12, 'a'), event(13, 'b'));
    const step = await deliverBatch(parts, claimed({ tried }), { slice, target: TARGET });
    expect(asked).toEqual(['msg_13']);
    expect(step).toMatchObject({ place: { tx: 0, seq: 10 }, dueAt: clock.now() + 5_000, failingSince: null });
    const more = await deliverBatch(parts, claimed({ tried }), { slice: { ...slice, more: true }, target: TARGET });
    expect(more.dueAt).toBe(0);
  });

  it('does not repeat what was taken behind its place', async () => {
    const { parts, asked } = client();
    const tried = [{ tx: 0, seq: 12, state: 'delivered', tries: 1, at: 1 }] as const;
    const slice = sliceOf(event(11, 'a'), event(12, 'b'));
    const step = await deliverBatch(parts, claimed({ tried }), { slice, target: TARGET });
    expect(asked).toEqual(['msg_11']);
    expect(step.place).toEqual(slice.place);
  });

  it('gives up an event that the client refuses for the fifth time, and goes on behind it', async () => {
    const { parts, asked } = client({ msg_11: 422 });
    const tried = [{ tx: 0, seq: 11, state: 'retrying', tries: 4, at: 0 }] as const;
    const slice = sliceOf(event(11, 'a'), event(12, 'a'));
    const step = await deliverBatch(parts, claimed({ tried }), { slice, target: TARGET });
    expect(asked).toEqual(['msg_11', 'msg_12']);
    expect(step.deliveries[0]).toMatchObject({ state: 'given_up', tries: 5, status: 422 });
    expect(step.place).toEqual(slice.place);
  });

  it('never gives up an event because the client is away', async () => {
    const { parts } = client({ msg_11: 503 });
    const tried = [{ tx: 0, seq: 11, state: 'retrying', tries: 40, at: 0 }] as const;
    const step = await deliverBatch(parts, claimed({ tried }), { slice: sliceOf(event(11, 'a')), target: TARGET });
    expect(step.deliveries[0]?.state).toBe('retrying');
  });

  it('stops at 410, and when nothing was taken for three days', async () => {
    const gone = client({ msg_11: 410 });
    const slice = sliceOf(event(11, 'a'));
    expect((await deliverBatch(gone.parts, claimed(), { slice, target: TARGET })).stop?.reason).toBe('gone');
    const away = client({ msg_11: 500 });
    const since = away.clock.now() - FAILING_MAX_MS;
    const late = await deliverBatch(away.parts, claimed({}, since), { slice, target: TARGET });
    expect(late.stop?.reason).toBe('failing');
    const early = await deliverBatch(away.parts, claimed({}, since + 1), { slice, target: TARGET });
    expect(early).toMatchObject({ stop: null, failingSince: since + 1 });
  });

  it('says that a client did not answer in time', async () => {
    const { parts, clock } = client();
    const hanging = (_url: unknown, init?: RequestInit) =>
      new Promise<Response>((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted')));
      });
    const slice = sliceOf(event(11, 'a'));
    const delivering = deliverBatch({ ...parts, fetch: hanging }, claimed(), { slice, target: TARGET });
    await clock.advance(10_000);
    expect((await delivering).deliveries[0]).toMatchObject({ status: null, error: 'did not answer in time' });
  });
});
