import type { TraceEntry } from '../../domain/trace.ts';
import type { BulkStep, RecipientStep, SkipReason } from '../bulk.ts';
import type { Operation } from '../engine.ts';
import { type Sql, statement } from '../sql.ts';
import { type Addressees, findAddressees } from '../work/addressees.ts';
import { type ConversationRow, Conversations } from '../work/conversations.ts';
import { Lanes } from '../work/lanes.ts';
import { NewMessages } from '../work/new-messages.ts';
import { bulkSlotOf } from '../work/out-slots.ts';
import { queueDrafts } from '../work/queue-drafts.ts';
import { saveTrace } from '../work/stories.ts';
import type { EnqueueItem, Fenced, OutDraft } from '../work.ts';
import { type BulkSendRow, lockBulkSends, saveBulkSends } from './bulk-sends.ts';
import { readUnwanted } from './unwanted.ts';

const UPDATE = statement(`
  update bulk_recipient set state = r.state, reason = r.reason, detail = r.detail, contact_id = r.contact_id, message_id = r.message_id
  from {{rows $1 as r: bulk_id text, place bigint, state text, reason text, detail text, contact_id text, message_id text}}
  where bulk_recipient.bulk_id = r.bulk_id and bulk_recipient.place = r.place`);

/** One recipient of a step that still holds its lane. */
interface Item extends Pick<EnqueueItem, 'channelId' | 'senderId' | 'to'> {
  bulk: BulkSendRow;
  recipient: RecipientStep;
}

/** Queues messages for the next recipients, or skips them, and moves the list on. */
export const expandBulk: Operation<BulkStep, Fenced> = {
  name: 'bulk.expand',
  async run(sql, steps) {
    const bulks = await lockBulkSends(
      sql,
      steps.map(({ id }) => id),
    );
    const lanes = new Lanes(sql);
    await lanes.lock(bulks.keys(), ['bulk']);
    const held = steps.filter((step) => lanes.held(step.lane) !== undefined && bulks.has(step.id));
    if (held.length > 0) await expand(sql, held, { bulks, lanes });
    return steps.map((step) => (held.includes(step) ? 'ok' : 'lost'));
  },
};

async function expand(
  sql: Sql,
  steps: readonly BulkStep[],
  { bulks, lanes }: { bulks: ReadonlyMap<string, BulkSendRow>; lanes: Lanes },
): Promise<void> {
  const items = steps.flatMap((step) => {
    const bulk = bulks.get(step.id);
    return bulk === undefined ? [] : step.recipients.map((recipient) => toItem(bulk, recipient));
  });
  const conversations = new Conversations(sql);
  const people = await findAddressees(sql, conversations, items);
  const unwanted = await readUnwanted(
    sql,
    items.map((item) => ({ bulkId: item.bulk.id, contactId: people.contactOf(item) ?? '' })),
  );
  await lanes.lock(
    [...conversations.all()].map(({ id }) => id),
    ['out'],
  );
  const addressing = new Addressing({ people, unwanted, conversations, lanes, fresh: new NewMessages(sql) });
  const written = items.map((item) => addressing.apply(item));
  for (const step of steps) goOn(step, bulks, lanes);
  await Promise.all([
    conversations.save(),
    addressing.fresh.save(),
    saveTrace(sql, addressing.trace),
    written.length > 0 ? sql.write(UPDATE, written) : 0,
    saveBulkSends(sql, bulks.values()),
    lanes.save(),
  ]);
}

function toItem(bulk: BulkSendRow, recipient: RecipientStep): Item {
  // Ids of our own rows.
  const [channelId, senderId] = [bulk.channel_id as Item['channelId'], bulk.sender_id as Item['senderId']];
  return { channelId, senderId, to: { identifiers: recipient.identifiers }, bulk, recipient };
}

/** The lane is due again later, or the bulk send is over. */
function goOn(step: BulkStep, bulks: ReadonlyMap<string, BulkSendRow>, lanes: Lanes): void {
  const [bulk, lane] = [bulks.get(step.id), lanes.held(step.lane)];
  if (bulk === undefined || lane === undefined) return;
  bulk.handled += step.recipients.length;
  if (bulk.handled < bulk.total) lanes.release(lane, lanes.now + step.delayMs, null);
  else {
    Object.assign(bulk, { state: 'done', finished_at: lanes.now });
    lanes.remove(lane);
  }
}

interface AddressingParts {
  people: Addressees<Item>;
  /** Why a person is to get nothing of a bulk send. */
  unwanted: ReadonlyMap<string, SkipReason>;
  conversations: Conversations;
  lanes: Lanes;
  fresh: NewMessages;
}

/** Deals with recipients one by one, in the order of their lists. */
class Addressing {
  readonly fresh: NewMessages;
  readonly trace: TraceEntry[] = [];
  readonly #parts: AddressingParts;
  readonly #addressed = new Set<string>();

  constructor(parts: AddressingParts) {
    this.fresh = parts.fresh;
    this.#parts = parts;
  }

  /** What is to be written about the recipient. */
  apply(item: Item): object {
    const { bulk, recipient } = item;
    const contactId = this.#parts.people.contactOf(item) ?? '';
    const base = {
      bulk_id: bulk.id,
      place: recipient.place,
      reason: null,
      detail: null,
      contact_id: null,
      message_id: null,
    };
    const reason = this.#reasonToSkip(item, contactId);
    if (reason !== null || 'invalid' in recipient) {
      const why = reason ?? 'invalid';
      bulk[why] += 1;
      const detail = why === 'invalid' && 'invalid' in recipient ? recipient.invalid : null;
      return { ...base, state: 'skipped', reason: why, detail };
    }
    const conversation = this.#parts.people.conversationOf(item);
    if (conversation !== undefined) this.#queue(conversation, recipient.drafts);
    this.trace.push(...recipient.trace);
    this.#addressed.add(`${bulk.id} ${contactId}`);
    bulk.queued += 1;
    return { ...base, state: 'queued', contact_id: contactId, message_id: recipient.drafts[0]?.messageId ?? null };
  }

  #reasonToSkip({ bulk, recipient }: Item, contactId: string): SkipReason | null {
    const key = `${bulk.id} ${contactId}`;
    if (this.#addressed.has(key)) return 'duplicate';
    return this.#parts.unwanted.get(key) ?? ('invalid' in recipient ? 'invalid' : null);
  }

  /** A lane that waits with nothing but this stands behind live ones. */
  #queue(conversation: ConversationRow, drafts: readonly OutDraft[]): void {
    const { lanes } = this.#parts;
    const slot = lanes.get(conversation.id, 'out')?.slot ?? bulkSlotOf(conversation.sender_id);
    queueDrafts(conversation, { drafts, turnId: null }, this.#parts);
    const lane = lanes.get(conversation.id, 'out');
    if (lane !== undefined) lane.slot = slot;
  }
}
