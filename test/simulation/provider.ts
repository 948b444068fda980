import type { SendFailure } from '../../src/domain/failure.ts';
import type { ProviderMessageId } from '../../src/domain/ids.ts';
import type { OutboundMessage, SendResult } from '../../src/domain/provider.ts';
import type { DeliveryStatus } from '../../src/domain/status.ts';
import type { SimContext } from './context.ts';
import { fateOf, strikes } from './context.ts';
import { namesBehind, personNamed, shown } from './persons.ts';
import type { Acceptance, Line } from './record.ts';
import type { Clients } from './requests.ts';
import { SETTING } from './setting.ts';
import type { WireEvent } from './wire.ts';
import { renderBody, SIGNATURE } from './wire.ts';
import type { StepOwner } from './world.ts';

/** Where it brings what concerns a sender. */
export interface Callback {
  senderPhone: string;
  line: Line;
}

/** The far end: takes messages, tells how they fare, and carries what people write. */
export interface SimProvider {
  /** What a node's adapter does to send; the request and its answer travel. */
  send(owner: StepOwner, message: OutboundMessage, line: Line): Promise<SendResult>;
  /** Brings an event to the gateway by webhook, after a while. */
  tell(to: Callback, event: WireEvent, delayMs: number): void;
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
  const startedAt = world.now();
  let untold = 0;

  function tell(to: Callback, event: WireEvent, delayMs: number): void {
    untold += 1;
    const run = () => {
      untold -= 1;
      bundle(to, event);
    };
    world.post({ label: `provider tells ${event.kind}`, delayMs, run });
  }

  /** Several events of a moment may share a webhook. */
  function bundle(to: Callback, event: WireEvent): void {
    const token = tokenOf(to);
    const waiting = held.get(token);
    if (waiting) {
      waiting.push(event);
      return;
    }
    const events = [event];
    held.set(token, events);
    untold += 1;
    const run = () => {
      untold -= 1;
      held.delete(token);
      deliver(token, events);
    };
    world.post({ label: 'webhook leaves', delayMs: random.chance(profile.webhook.bundled) ? 200 : 0, run });
  }

  function deliver(token: string, events: readonly WireEvent[]): void {
    const copies = random.chance(profile.webhook.duplicate) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      clients.request({
        label: `webhook ${events.map(describe).join(', ')}`,
        delayMs: random.between(0, profile.webhook.latencyMs),
        send: (node) => node.pipeline.intake.receive(token, webhookRequest(events)),
        isFinal: ({ status }) => status >= 200 && status < 300,
        done() {},
      });
    }
  }

  function accept(message: OutboundMessage, line: Line): Acceptance {
    const acceptance: Acceptance = {
      providerMessageId: `out${record.accepted.length + 1}`,
      attemptId: message.attemptId,
      senderPhone: message.senderPhoneNumber,
      recipient: namesBehind(message.recipient),
      text: 'text' in message.content ? String(message.content.text) : '',
      line,
      at: world.now(),
      isMute: strikes(context, profile.provider.statusesLost),
      statuses: [],
    };
    record.accepted.push(acceptance);
    if (!acceptance.isMute) tellStatuses(acceptance);
    return acceptance;
  }

  function tellStatuses({ providerMessageId, senderPhone, line, attemptId, recipient }: Acceptance): void {
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
      tell(
        { senderPhone, line },
        event,
        random.between(0, status === 'sent' ? FIRST_STATUS_WITHIN_MS : STATUS_WITHIN_MS),
      );
    }
  }

  /** Most of its requests are refused; of some nobody can tell. */
  function isAway(line: Line): boolean {
    const { awayMs } = profile.standby ?? {};
    if (line !== 'active' || awayMs === undefined) return false;
    const passedMs = world.now() - startedAt;
    return awayMs[0] <= passedMs && passedMs < awayMs[1];
  }

  function answerAway(message: OutboundMessage): Answered {
    const delayMs = random.between(1, 2_000);
    if (random.chance(0.1)) accept(message, 'active');
    else if (random.chance(0.8)) return { result: failed({ kind: 'provider_unavailable', message: 'away' }), delayMs };
    return { result: failed(UNKNOWN), delayMs };
  }

  /** What the request meets on arrival: the adapter's result and how long the answer takes; null: no answer ever. */
  function answer(message: OutboundMessage, line: Line): Answered | null {
    if (isAway(line)) return answerAway(message);
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
        accept(message, line);
        return { result: failed(UNKNOWN), delayMs: quickly };
      case 'droppedAfter':
        accept(message, line);
        return { result: failed(UNKNOWN), delayMs: random.between(1, 5_000) };
      case 'silent':
        if (random.chance(0.5)) accept(message, line);
        return null;
      case undefined:
        return { result: { ok: true, receipt: receiptOf(accept(message, line)) }, delayMs: quickly };
    }
  }

  return {
    tell,
    isIdle: () => untold === 0,
    send: (owner, message, line) =>
      new Promise((resolve) => {
        message.signal.addEventListener('abort', () => resolve(failed(UNKNOWN)));
        const run = () => {
          const answered = answer(message, line);
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

interface Answered {
  result: SendResult;
  delayMs: number;
}

function tokenOf({ senderPhone, line }: Callback): string {
  const setting = SETTING.find(({ senders }) => senders.some(({ phoneNumber }) => phoneNumber === senderPhone));
  return (line === 'active' ? setting?.connection : setting?.standby)?.token ?? '';
}

function webhookRequest(events: readonly WireEvent[]) {
  return { method: 'POST', headers: { 'x-signature': SIGNATURE }, query: {}, body: renderBody(events) };
}
