import type { Webhook } from '../kit/delivery.ts';
import { digitsOf, type MetaNumber } from './account.ts';
import { encodeWebhook, signWebhook, type WebhookEncoding } from './webhook-bytes.ts';

/** One `changes[]` element to be. `value` comes without the parts that are the same for all: product and metadata. */
interface Change {
  number: MetaNumber;
  field: string;
  value: ChangeValue;
  /** Changes of one chat arrive in order unless disorder is asked for. */
  chat: string;
  acknowledged?: () => void;
}

/** Lists by name: `messages`, `statuses`, `contacts`, `message_echoes`. */
type ChangeValue = Record<string, object[]>;

/** How held changes share requests: lists joined in one change, a change each, or an entry each. */
export type BatchShape = 'items' | 'changes' | 'entries';

export interface OutboxOptions {
  encoding: WebhookEncoding;
  post(webhook: Webhook): void;
}

/** Writes, signs and posts webhooks; each change a request of its own unless held. */
export interface Outbox {
  send(change: Change): void;
  /** From now on changes are collected. */
  hold(): void;
  /** Posts what was collected, one request per callback URL, and stops collecting. */
  release(shape: BatchShape): void;
}

export function createOutbox(options: OutboxOptions): Outbox {
  let held: Change[] | undefined;

  const post = (first: Change, entry: object[], acknowledged: (() => void)[]) => {
    const { callbackUrl, appSecret, phoneNumberId } = first.number;
    if (!callbackUrl) return;
    const body = encodeWebhook({ object: 'whatsapp_business_account', entry }, options.encoding);
    options.post({
      numberId: phoneNumberId,
      url: callbackUrl,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'facebookexternalua',
        'x-hub-signature-256': signWebhook(body, appSecret),
      },
      body,
      line: `${phoneNumberId} ${first.chat}`,
      acknowledged: () => {
        for (const tell of acknowledged) tell();
      },
    });
  };

  const postTogether = (changes: Change[], shape: BatchShape) => {
    const [first] = changes;
    if (!first) return;
    const acknowledged = changes.flatMap((change) => change.acknowledged ?? []);
    post(first, renderEntries(changes, shape), acknowledged);
  };

  return {
    send(change) {
      if (held) held.push(change);
      else postTogether([change], 'entries');
    },
    hold() {
      held ??= [];
    },
    release(shape) {
      const together = Map.groupBy(held ?? [], ({ number }) => `${number.callbackUrl} ${number.appId}`);
      held = undefined;
      for (const changes of together.values()) postTogether(changes, shape);
    },
  };
}

function renderEntries(changes: Change[], shape: BatchShape): object[] {
  if (shape === 'entries') {
    return changes.map((change) => ({ id: change.number.businessAccountId, changes: [renderChange(change)] }));
  }
  const joined = shape === 'items' ? joinLists(changes) : changes;
  const byAccount = Map.groupBy(joined, ({ number }) => number.businessAccountId);
  return [...byAccount].map(([id, members]) => ({ id, changes: members.map(renderChange) }));
}

function renderChange({ number, field, value }: Change): object {
  return {
    value: {
      messaging_product: 'whatsapp',
      metadata: {
        display_phone_number: digitsOf(number.displayPhoneNumber),
        phone_number_id: number.phoneNumberId,
      },
      ...value,
    },
    field,
  };
}

/** One change per number and field, its lists joined; the same contact is named once. */
function joinLists(changes: Change[]): Change[] {
  const groups = Map.groupBy(changes, ({ number, field }) => `${number.phoneNumberId} ${field}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const value: ChangeValue = {};
    for (const [list, elements] of group.flatMap((change) => Object.entries(change.value))) {
      value[list] = withoutRepeats([...(value[list] ?? []), ...elements]);
    }
    return [{ ...first, value }];
  });
}

function withoutRepeats(elements: object[]): object[] {
  return [...new Map(elements.map((element) => [JSON.stringify(element), element])).values()];
}
