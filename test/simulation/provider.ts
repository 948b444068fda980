import type { SendFailure } from '../../src/domain/failure.ts';
import type { ProviderMessageId } from '../../src/domain/ids.ts';
import type { OutboundMessage, SendResult } from '../../src/domain/provider.ts';
import type { DeliveryStatus } from '../../src/domain/status.ts';
import type { SimContext } from './context.ts';
import { fateOf, strikes } from './context.ts';
import { namesBehind, personNamed, shown } from './persons.ts';
import type { Acceptance } from './record.ts';
import type { Clients } from './requests.ts';
import { SETTING } from './setting.ts';
import type { WireEvent } from './wire.ts';
import { renderBody, SIGNATURE } from './wire.ts';
import type { StepOwner } from './world.ts';

/** The far end: takes messages, tells how they fare, and carries what people write. */
export interface SimProvider {
  /** What a node's adapter does to send; the request and its answer travel. */
  send(owner: StepOwner, message: OutboundMessage): Promise<SendResult>;
  /** Brings an event to the gateway by webhook, after a while. */
  tell(senderPhone: string, event: WireEvent, delayMs: number): void;
  /** Whether nothing waits to be told any more. */
  isIdle(): boolean;
}

const UNKNOWN: SendFailure = { kind: 'outcome_unknown', message: 'no readable answer' };
const STATUSES: readonly DeliveryStatus[] = ['sent', 'delivered', 'read'];
const STATUS_WITHIN_MS = 3_000;
const FIRST_STATUS_WITHIN_MS = 1_000;

export function createSimProvider(clients: Clients, context: SimContext): SimProvider {
  const { world, profile, record } = context;
  const { random } = world;
  const held = new Map<string, WireEvent[]>();
  let untold = 0;

  function tell(senderPhone: string, event: WireEvent, delayMs: number): void {
    untold += 1;
    const run = () => {
      untold -= 1;
      bundle(senderPhone, event);
    };
    world.post({ label: `provider tells ${event.kind}`, delayMs, run });
  }

  /** Several events of a moment may share a webhook. */
  function bundle(senderPhone: string, event: WireEvent): void {
    const waiting = held.get(senderPhone);
    if (waiting) {
      waiting.push(event);
      return;
    }
    const events = [event];
    held.set(senderPhone, events);
    untold += 1;
    const run = () => {
      untold -= 1;
      held.delete(senderPhone);
      deliver(senderPhone, events);
    };
    world.post({ label: 'webhook leaves', delayMs: random.chance(profile.webhook.bundled) ? 200 : 0, run });
  }

  function deliver(senderPhone: string, events: readonly WireEvent[]): void {
    const copies = random.chance(profile.webhook.duplicate) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      clients.request({
        label: `webhook ${events.map(describe).join(', ')}`,
        delayMs: random.between(0, profile.webhook.latencyMs),
        send: (node) => node.pipeline.intake.receive(tokenOf(senderPhone), webhookRequest(events)),
        isFinal: ({ status }) => status >= 200 && status < 300,
        done() {},
      });
    }
  }

  function accept(message: OutboundMessage): Acceptance {
    const acceptance: Acceptance = {
      providerMessageId: `out${record.accepted.length + 1}`,
      attemptId: message.attemptId,
      senderPhone: message.senderPhoneNumber,
      recipient: namesBehind(message.recipient),
      text: 'text' in message.content ? String(message.content.text) : '',
      at: world.now(),
      isMute: strikes(context, profile.provider.statusesLost),
      statuses: [],
    };
    record.accepted.push(acceptance);
    if (!acceptance.isMute) tellStatuses(acceptance);
    return acceptance;
  }

  function tellStatuses({ providerMessageId, senderPhone, attemptId, recipient }: Acceptance): void {
    for (const status of STATUSES) {
      const event: WireEvent = {
        kind: 'status',
        messageId: providerMessageId,
        from: senderPhone,
        status,
        at: world.now(),
        echo: attemptId,
        to: shown(personNamed(recipient), context),
      };
      tell(senderPhone, event, random.between(0, status === 'sent' ? FIRST_STATUS_WITHIN_MS : STATUS_WITHIN_MS));
    }
  }

  /** What the request meets on arrival: the adapter's result and how long the answer takes; null: no answer ever. */
  function answer(message: OutboundMessage): { result: SendResult; delayMs: number } | null {
    const { statusesLost: _, ...chances } = profile.provider;
    const quickly = random.between(1, 300);
    switch (fateOf(context, chances)) {
      case 'refused':
        return { result: failed({ kind: 'provider_unavailable', message: 'refused' }), delayMs: quickly };
      case 'throttled':
        return { result: failed({ kind: 'throttled', message: '429', retryAfterMs: 2_000 }), delayMs: quickly };
      case 'rejected':
        return { result: failed({ kind: 'message_invalid', message: 'rejected' }), delayMs: quickly };
      case 'errorBefore':
        return { result: failed(UNKNOWN), delayMs: quickly };
      case 'droppedBefore':
        return { result: failed(UNKNOWN), delayMs: random.between(1, 5_000) };
      case 'errorAfter':
        accept(message);
        return { result: failed(UNKNOWN), delayMs: quickly };
      case 'droppedAfter':
        accept(message);
        return { result: failed(UNKNOWN), delayMs: random.between(1, 5_000) };
      case 'silent':
        if (random.chance(0.5)) accept(message);
        return null;
      case undefined:
        return { result: { ok: true, receipt: receiptOf(accept(message)) }, delayMs: quickly };
    }
  }

  return {
    tell,
    isIdle: () => untold === 0,
    send: (owner, message) =>
      new Promise((resolve) => {
        message.signal.addEventListener('abort', () => resolve(failed(UNKNOWN)));
        const run = () => {
          const answered = answer(message);
          if (!answered) return;
          const { result, delayMs } = answered;
          world.post({ label: 'send is answered', delayMs, owner, run: () => resolve(result) });
        };
        world.post({ label: `send ${message.attemptId}`, delayMs: random.between(1, 60), sentBy: owner, run });
      }),
  };
}

function failed(failure: SendFailure): SendResult {
  return { ok: false, failure };
}

function receiptOf({ providerMessageId }: Acceptance): { providerMessageId: ProviderMessageId } {
  // The far end's ids are the provider's.
  return { providerMessageId: providerMessageId as ProviderMessageId };
}

function describe(event: WireEvent): string {
  return event.kind === 'message' ? event.text : `${event.status} ${event.echo}`;
}

function tokenOf(senderPhone: string): string {
  const setting = SETTING.find(({ senders }) => senders.some(({ phoneNumber }) => phoneNumber === senderPhone));
  return setting?.connection.token ?? '';
}

function webhookRequest(events: readonly WireEvent[]) {
  return { method: 'POST', headers: { 'x-signature': SIGNATURE }, query: {}, body: renderBody(events) };
}
