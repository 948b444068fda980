import { describe, expect, it } from 'vitest';
import { EVENTS_KEPT_MS } from '../../src/store/events/sweep.ts';
import type { DeliveryStep, EventFilter, EventPlace, StoredEventWebhook } from '../../src/store/events.ts';
import type { StoreEngine } from '../support/stores.ts';
import { settledEvents } from './settled-events.ts';
import { type Reading, useReading } from './store-queries-rig.ts';
import { CHANNEL } from './store-work-rig.ts';

const ALL: EventFilter = { types: null, channelIds: null };
const START: EventPlace = { tx: 0, seq: 0 };
const LONG = Number.MAX_SAFE_INTEGER;

/** What every engine must keep of the log of events and of who is told. */
export function describeEvents(engine: StoreEngine): void {
  describe(`events on ${engine}`, () => {
    const reading = useReading(engine);
    describeLog(reading);
    describeClaims(reading);
    describeSweep(reading);
  });
}

function webhook(values: Partial<StoredEventWebhook> = {}): StoredEventWebhook {
  const state = { enabled: true, stopped: null, failingSince: null, createdAt: 1, updatedAt: 1 };
  return { id: 'evw_1', name: 'CRM', settings: { url: 'u' }, secrets: {}, ...ALL, ...state, ...values };
}

async function readTypes(reading: Reading, after: EventPlace = START, filter = ALL): Promise<string[]> {
  await settledEvents(reading.store);
  const { events } = await reading.store.events.read({ after, limit: 100, filter });
  return events.map(({ type }) => type);
}

function stepOf(token: number, place: EventPlace, values: Partial<DeliveryStep> = {}): DeliveryStep {
  return { webhookId: 'evw_1', token, place, deliveries: [], dueAt: 0, failingSince: null, stop: null, ...values };
}

function describeLog(reading: () => Reading): void {
  it('writes nothing while nobody listens', async () => {
    const { rig, store, now, advance } = reading();
    await rig.hear('Hi');
    await store.events.listen('stream:a', now() + 10);
    advance(10);
    await rig.hear('Hello?');
    expect(await readTypes(reading())).toEqual([]);
  });

  it('tells of messages that came, of answers that wait, and of what became of them, in order', async () => {
    const { rig, store } = reading();
    await store.events.listen('stream:a', LONG);
    const [message] = await rig.hear('Hi');
    const turn = await rig.claimTurn();
    await rig.answer(turn, 'Hello');
    await settledEvents(reading().store);
    const { events } = await store.events.read({ after: START, limit: 100, filter: ALL });
    expect(events.map(({ type }) => type)).toEqual(['message.received', 'message.queued']);
    expect(events[0]).toMatchObject({
      channelId: CHANNEL,
      subject: message?.messageId,
      conversationId: turn.conversation.id,
    });
    const send = await rig.claimSend();
    expect(await rig.work.commitSend(rig.accepted(send))).toBe('ok');
    await settledEvents(reading().store);
    const [accepted] = (await store.events.read({ after: START, limit: 100, filter: ALL })).events.slice(2);
    expect(accepted).toMatchObject({ type: 'message.status', subject: send.messageId, detail: { status: 'accepted' } });
  });

  it('tells once who answers a conversation from now on', async () => {
    const { rig, store } = reading();
    await rig.hear('Hi');
    const { conversation } = await rig.claimTurn();
    await store.events.listen('stream:a', LONG);
    await rig.work.setAnsweredBy(conversation.id, 'human');
    await rig.work.setAnsweredBy(conversation.id, 'human');
    await settledEvents(reading().store);
    const { events } = await store.events.read({ after: START, limit: 9, filter: ALL });
    expect(events.map(({ type, subject, detail }) => ({ type, subject, detail }))).toEqual([
      { type: 'conversation.answered_by', subject: conversation.id, detail: { answeredBy: 'human' } },
    ]);
  });

  it('goes on behind a place, and says when there is more', async () => {
    const { rig, store } = reading();
    await store.events.listen('stream:a', LONG);
    for (const text of ['1', '2', '3']) await rig.hear(text);
    await settledEvents(reading().store);
    const first = await store.events.read({ after: START, limit: 2, filter: ALL });
    expect([first.events.length, first.more]).toEqual([2, true]);
    await settledEvents(reading().store);
    const second = await store.events.read({ after: first.place, limit: 2, filter: ALL });
    expect([second.events.length, second.more]).toEqual([1, false]);
    await settledEvents(reading().store);
    expect(await store.events.latest()).toEqual(second.place);
    expect(await readTypes(reading(), second.place)).toEqual([]);
  });

  it('passes over what a filter does not want', async () => {
    const { rig, store } = reading();
    await store.events.listen('stream:a', LONG);
    await rig.hear('Hi');
    expect(await readTypes(reading(), START, { types: ['message.status'], channelIds: null })).toEqual([]);
    expect(await readTypes(reading(), START, { types: null, channelIds: [] })).toEqual([]);
    expect(await readTypes(reading(), START, { types: ['message.received'], channelIds: [CHANNEL] })).toHaveLength(1);
    await settledEvents(reading().store);
    const { place } = await store.events.read({ after: START, limit: 9, filter: { types: [], channelIds: null } });
    await settledEvents(reading().store);
    expect(place).toEqual(await store.events.latest());
  });

  it('loses none of many that are written at once', async () => {
    const { rig, store } = reading();
    await store.events.listen('stream:a', LONG);
    let place = START;
    let seen = 0;
    const writing = Promise.all(Array.from({ length: 40 }, (_, index) => rig.hear(`message ${index}`)));
    let isWritten = false;
    void writing.then(() => {
      isWritten = true;
    });
    for (let wasWritten = false; !wasWritten; ) {
      wasWritten = isWritten;
      const slice = await store.events.read({ after: place, limit: 7, filter: ALL });
      seen += slice.events.length;
      place = slice.place;
      if (slice.more) wasWritten = false;
    }
    await writing;
    await settledEvents(reading().store);
    seen += (await store.events.read({ after: place, limit: 100, filter: ALL })).events.length;
    expect(seen).toBe(40);
  });
}

function describeClaims(reading: () => Reading): void {
  it('hands out a webhook that something is new for, once, until it is committed', async () => {
    const { rig, store } = reading();
    const { events } = store;
    await events.insertWebhook(webhook());
    await settledEvents(reading().store);
    expect(await events.claimWebhooks({ max: 9, leaseMs: 60_000 })).toEqual([]);
    await rig.hear('Hi');
    await settledEvents(reading().store);
    const [claimed] = await events.claimWebhooks({ max: 9, leaseMs: 60_000 });
    if (!claimed) throw new Error('nothing was claimed');
    await settledEvents(reading().store);
    expect(await events.claimWebhooks({ max: 9, leaseMs: 60_000 })).toEqual([]);
    await settledEvents(reading().store);
    const slice = await events.read({ after: claimed.place, limit: 9, filter: ALL });
    expect(slice.events).toHaveLength(1);
    expect(await events.commitDeliveries(stepOf(claimed.token, slice.place))).toBe('ok');
    await settledEvents(reading().store);
    expect(await events.claimWebhooks({ max: 9, leaseMs: 60_000 })).toEqual([]);
  });

  it('lets another go on when a lease is over, and refuses the late commit', async () => {
    const { rig, store, advance } = reading();
    const { events } = store;
    await events.insertWebhook(webhook());
    await rig.hear('Hi');
    await settledEvents(reading().store);
    const [slow] = await events.claimWebhooks({ max: 1, leaseMs: 60_000 });
    advance(60_000);
    await settledEvents(reading().store);
    const [quick] = await events.claimWebhooks({ max: 1, leaseMs: 60_000 });
    if (!slow || !quick) throw new Error('nothing was claimed');
    expect(await events.commitDeliveries(stepOf(slow.token, slow.place))).toBe('lost');
    await settledEvents(reading().store);
    expect(await events.commitDeliveries(stepOf(quick.token, await events.latest()))).toBe('ok');
  });

  it('remembers tries behind its place, waits as told, and shows them', async () => {
    const { rig, store, advance, now } = reading();
    const { events } = store;
    await events.insertWebhook(webhook());
    await rig.hear('Hi');
    await settledEvents(reading().store);
    const [claimed] = await events.claimWebhooks({ max: 1, leaseMs: 60_000 });
    await settledEvents(reading().store);
    const { tx, seq } = await events.latest();
    const tried = { tx, seq, type: 'message.received', subject: 'msg_x', state: 'retrying', tries: 1 } as const;
    const delivery = { ...tried, status: 500, error: 'answered 500', durationMs: 3, at: now() };
    const more = { deliveries: [delivery], dueAt: now() + 1_000, failingSince: now() };
    await events.commitDeliveries(stepOf(claimed?.token ?? 0, claimed?.place ?? START, more));
    await settledEvents(reading().store);
    expect(await events.claimWebhooks({ max: 1, leaseMs: 60_000 })).toEqual([]);
    advance(1_000);
    await settledEvents(reading().store);
    const [again] = await events.claimWebhooks({ max: 1, leaseMs: 60_000 });
    expect(again?.tried).toEqual([{ tx, seq, state: 'retrying', tries: 1, at: delivery.at }]);
    expect(again?.webhook.failingSince).toBe(delivery.at);
    expect((await events.listDeliveries('evw_1', { limit: 5 })).items).toEqual([delivery]);
  });

  it('begins at the end of the log, also when it is enabled again', async () => {
    const { rig, store } = reading();
    const { events } = store;
    await events.listen('stream:a', LONG);
    await rig.hear('before');
    await settledEvents(store);
    await events.insertWebhook(webhook());
    await settledEvents(reading().store);
    expect(await events.claimWebhooks({ max: 1, leaseMs: 60_000 })).toEqual([]);
    await events.updateWebhook(webhook({ enabled: false }));
    await rig.hear('meanwhile');
    await settledEvents(store);
    await events.updateWebhook(webhook({ enabled: true }));
    await settledEvents(reading().store);
    expect(await events.claimWebhooks({ max: 1, leaseMs: 60_000 })).toEqual([]);
    await rig.hear('after');
    await settledEvents(reading().store);
    expect(await events.claimWebhooks({ max: 1, leaseMs: 60_000 })).toHaveLength(1);
  });

  it('hands out nothing for one that was stopped or deleted', async () => {
    const { rig, store, now } = reading();
    const { events } = store;
    await events.insertWebhook(webhook());
    await rig.hear('Hi');
    await settledEvents(reading().store);
    const [claimed] = await events.claimWebhooks({ max: 1, leaseMs: 1 });
    const stop = { reason: 'gone', message: 'gone', at: now() } as const;
    await events.commitDeliveries(stepOf(claimed?.token ?? 0, claimed?.place ?? START, { stop }));
    await events.listen('stream:a', LONG);
    await rig.hear('Hello?');
    await settledEvents(reading().store);
    expect(await events.claimWebhooks({ max: 1, leaseMs: 1 })).toEqual([]);
    expect((await events.listWebhooks())[0]?.stopped).toEqual(stop);
    expect(await events.deleteWebhook('evw_1')).toBe(true);
    expect(await events.deleteWebhook('evw_1')).toBe(false);
  });

  it('begins again where it was stopped once it is changed, also if nobody else listens', async () => {
    const { rig, store, now } = reading();
    const { events } = store;
    await events.insertWebhook(webhook());
    await rig.hear('Hi');
    await settledEvents(reading().store);
    const [claimed] = await events.claimWebhooks({ max: 1, leaseMs: 60_000 });
    const stop = { reason: 'failing', message: 'it took none', at: now() } as const;
    await events.commitDeliveries(stepOf(claimed?.token ?? 0, claimed?.place ?? START, { stop }));
    expect(await events.updateWebhook(webhook({ name: 'mended' }))).toBe(true);
    await rig.hear('Hello?');
    await settledEvents(reading().store);
    const [again] = await events.claimWebhooks({ max: 1, leaseMs: 60_000 });
    expect(again?.place).toEqual(claimed?.place);
    expect(await readTypes(reading(), again?.place)).toEqual(['message.received', 'message.received']);
  });

  it('believes nothing that came of a delivery to what a webhook was before it was changed', async () => {
    const { rig, store, now } = reading();
    const { events } = store;
    await events.insertWebhook(webhook());
    await rig.hear('Hi');
    await settledEvents(reading().store);
    const [old] = await events.claimWebhooks({ max: 1, leaseMs: 60_000 });
    await events.updateWebhook(webhook({ settings: { url: 'mended' } }));
    const stop = { reason: 'gone', message: 'gone', at: now() } as const;
    const late = stepOf(old?.token ?? 0, old?.place ?? START, { stop, dueAt: now() + 300_000 });
    expect(await events.commitDeliveries(late)).toBe('lost');
    await settledEvents(reading().store);
    const [again] = await events.claimWebhooks({ max: 1, leaseMs: 60_000 });
    expect(again?.webhook).toMatchObject({ settings: { url: 'mended' }, stopped: null });
  });
}

function describeSweep(reading: () => Reading): void {
  it('forgets after three days, and tells a reader that it missed something', async () => {
    const { rig, store, advance } = reading();
    await store.events.listen('stream:a', LONG);
    await rig.hear('first');
    await settledEvents(reading().store);
    const place = await store.events.latest();
    await rig.hear('second');
    advance(EVENTS_KEPT_MS + 1);
    await rig.hear('third');
    expect(await store.events.sweepEvents()).toBe(2);
    await settledEvents(reading().store);
    const slice = await store.events.read({ after: place, limit: 9, filter: ALL });
    expect([slice.events.length, slice.gap]).toEqual([1, true]);
    await settledEvents(reading().store);
    const { gap } = await store.events.read({ after: slice.place, limit: 9, filter: ALL });
    expect(gap).toBe(false);
  });
}
