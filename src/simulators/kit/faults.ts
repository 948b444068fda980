/** What happens to a send request instead of, or beside, a normal answer. */
export type SendFault =
  /** Answers with this HTTP status and provider error code. No `code`: a body that is not JSON. `processed`: the message goes out all the same. */
  | { kind: 'error'; status?: number; code?: number; details?: string; processed?: boolean }
  /** Accepts and processes the message, but cuts the connection before answering. */
  | { kind: 'drop' }
  /** Cuts the connection without processing. */
  | { kind: 'drop_before' }
  /** Accepts and processes the message at once, and answers `delayMs` later. */
  | { kind: 'delay'; delayMs: number }
  /** Never answers. `processed`: the message goes out all the same. */
  | { kind: 'hang'; processed?: boolean }
  /** Accepts the message; its only status will be `failed` with this code. */
  | { kind: 'failed'; code: number };

/** What happens to a webhook. */
type WebhookFault =
  /** Sent twice. */
  | { kind: 'webhook_duplicate' }
  /** Sent after the number's next webhook (or after two seconds, if there is none). */
  | { kind: 'webhook_disorder' }
  /** Sent `delayMs` late. */
  | { kind: 'webhook_delay'; delayMs: number };

/** Ordered for one number; used up after `count` requests or webhooks (1 if left out). */
export type Fault = (SendFault | WebhookFault) & { numberId: string; count?: number };

/** Faults that wait to happen, in the order they were asked for. */
export interface Faults {
  add(fault: Fault): void;
  /** Forgets those not yet used. */
  clear(): void;
  /** The fault of this number's next send request, if any; counts it as used. */
  takeForSend(numberId: string): SendFault | undefined;
  /** The fault of this number's next webhook, if any; counts it as used. */
  takeForWebhook(numberId: string): WebhookFault | undefined;
}

interface Waiting<F> {
  numberId: string;
  fault: F;
  left: number;
}

export function createFaults(): Faults {
  const sends: Waiting<SendFault>[] = [];
  const webhooks: Waiting<WebhookFault>[] = [];

  return {
    add(fault) {
      const { numberId, count: left = 1 } = fault;
      if (isWebhookFault(fault)) webhooks.push({ numberId, fault, left });
      else sends.push({ numberId, fault, left });
    },
    clear() {
      sends.length = 0;
      webhooks.length = 0;
    },
    takeForSend: (numberId) => take(sends, numberId),
    takeForWebhook: (numberId) => take(webhooks, numberId),
  };
}

function isWebhookFault(fault: SendFault | WebhookFault): fault is WebhookFault {
  return fault.kind.startsWith('webhook_');
}

function take<F>(waiting: Waiting<F>[], numberId: string): F | undefined {
  if (waiting.length === 0) return undefined;
  const index = waiting.findIndex((item) => item.numberId === numberId);
  const item = waiting[index];
  if (!item) return undefined;
  item.left -= 1;
  if (item.left <= 0) waiting.splice(index, 1);
  return item.fault;
}
