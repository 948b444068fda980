import type { Webhook } from '../kit/delivery.ts';
import { callbackFor, digitsOf, type MetaNumber, portfolioOf } from './account.ts';
import { encodeWebhook, signWebhook, type WebhookEncoding } from './webhook-bytes.ts';
import { hasMetadata, isOfConversation } from './webhook-fields.ts';

/** One `changes[]` element to be. `value` comes without the parts that are the same for all: product and metadata. */
interface Change {
  number: MetaNumber;
  field: string;
  value: Record<string, unknown>;
  /** Changes of one chat arrive in order unless disorder is asked for. */
  chat: string;
  acknowledged?: () => void;
}

/** How held changes share requests: lists joined in one change, a change each, or an entry each. */
export type BatchShape = 'items' | 'changes' | 'entries';

export interface OutboxOptions {
  encoding: WebhookEncoding;
  /** Epoch ms. */
  now(): number;
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
    const { appSecret, phoneNumberId } = first.number;
    const url = callbackFor(first.number, first.field);
    if (!url) return;
    const body = encodeWebhook({ object: 'whatsapp_business_account', entry }, options.encoding);
    options.post({
      numberId: phoneNumberId,
      url,
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
    post(first, renderEntries(changes, shape, options.now()), acknowledged);
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
      const together = Map.groupBy(
        held ?? [],
        ({ number, field }) => `${callbackFor(number, field)} ${number.appId} ${isOfConversation(field)}`,
      );
      held = undefined;
      for (const changes of together.values()) postTogether(changes, shape);
    },
  };
}

function renderEntries(changes: Change[], shape: BatchShape, now: number): object[] {
  if (shape === 'entries') return changes.map((change) => renderEntry([change], now));
  const joined = shape === 'items' ? joinLists(changes) : changes;
  return [...Map.groupBy(joined, entryIdOf).values()].map((members) => renderEntry(members, now));
}

/** Only entries of the business account name their time. */
function renderEntry(changes: Change[], now: number): object {
  const [first] = changes;
  if (!first) return {};
  const time = isOfConversation(first.field) ? {} : { time: Math.floor(now / 1000) };
  return { id: entryIdOf(first), ...time, changes: changes.map(renderChange) };
}

/** What concerns partners is told under the portfolio. */
function entryIdOf({ number, field, value }: Change): string {
  const isOfPartner = field === 'account_update' && String(value.event).startsWith('PARTNER_');
  return isOfPartner || field === 'partner_solutions' ? portfolioOf(number) : number.businessAccountId;
}

function renderChange({ number, field, value }: Change): object {
  if (!hasMetadata(field)) return { value, field };
  const metadata = {
    display_phone_number: digitsOf(number.displayPhoneNumber),
    phone_number_id: number.phoneNumberId,
  };
  return { value: { messaging_product: 'whatsapp', metadata, ...value }, field };
}

/** One change per number and field, its lists joined; the same contact is named once. */
function joinLists(changes: Change[]): Change[] {
  const groups = Map.groupBy(changes, ({ number, field }) => `${number.phoneNumberId} ${field}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first || !hasMetadata(first.field)) return group;
    const value: Record<string, unknown> = {};
    for (const [name, member] of group.flatMap((change) => Object.entries(change.value))) {
      value[name] = joinMembers(value[name], member);
    }
    return [{ ...first, value }];
  });
}

function joinMembers(before: unknown, member: unknown): unknown {
  if (!Array.isArray(before) || !Array.isArray(member)) return member;
  const elements = [...before, ...member];
  return [...new Map(elements.map((element) => [JSON.stringify(element), element])).values()];
}
