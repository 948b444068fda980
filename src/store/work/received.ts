import type { MessageStatus } from '../../domain/message.ts';
import { mergeStatus } from '../../domain/status.ts';
import { isWindowOpen } from '../../domain/window.ts';
import type { AnswerPlan, InboundMessageItem } from '../ingest-items.ts';
import type { ReceivedMedia } from '../media/received-media.ts';
import { rows, type Sql, statement } from '../sql.ts';
import { type ConversationRow, type Conversations, latest } from './conversations.ts';
import { Deliveries } from './deliveries.ts';
import type { Lanes } from './lanes.ts';
import type { NewMessages } from './new-messages.ts';
import { seenKey } from './seen.ts';

/** A person who keeps writing is answered after so many pauses at the latest. */
export const MOST_GATHER_PAUSES = 10;

export interface PlacedMessage {
  item: InboundMessageItem;
  conversation: ConversationRow;
}

interface Receiving {
  conversations: Conversations;
  lanes: Lanes;
  fresh: NewMessages;
  files: ReceivedMedia;
}

/** A message that got its file later, with what it says now. */
export interface CompletedMessage {
  messageId: string;
  content: InboundMessageItem['content'];
}

/** Gives messages their places and their lanes. Conversations and lanes are locked. Those that are returned must be rewritten afterwards. */
export async function receiveMessages(
  sql: Sql,
  placed: readonly PlacedMessage[],
  into: Receiving,
): Promise<CompletedMessage[]> {
  const linked = await linkDeliveries(sql, placed);
  const completed: CompletedMessage[] = [];
  for (const one of placed) {
    const { item } = one;
    const { messageId = item.messageId, status = 'sent' } = linked.get(item) ?? {};
    if (item.file === undefined || messageId === item.messageId) {
      receiveOne(one, status, into);
      continue;
    }
    into.fresh.keepRaw(seenKey(item), item.raw, item.receivedAt);
    if (item.file === 'awaited' || linked.get(item)?.hasFile) continue;
    completed.push({ messageId, content: item.content });
    receiveFile(one, messageId, into);
  }
  return completed;
}

function receiveOne(
  { item, conversation }: PlacedMessage,
  echoStatus: MessageStatus,
  { conversations, lanes, fresh, files }: Receiving,
): void {
  const position = conversations.nextPosition(conversation);
  const plan = item.direction === 'inbound' && conversation.answered_by === 'bot' ? item.answer : null;
  const observed = item.direction === 'inbound' ? 'ignored' : echoStatus;
  fresh.receive(item, conversation, { position, plan, status: plan === null ? observed : 'received' });
  receiveFile({ item, conversation }, item.messageId, { lanes, files });
  if (item.windowUntil !== null) {
    conversation.window_until = latest(conversation.window_until, item.windowUntil);
    wakeForWindow(lanes, conversation);
  }
  if (plan !== null) queueForBot(lanes, conversation, plan);
}

function receiveFile(
  { item, conversation }: PlacedMessage,
  messageId: string,
  { lanes, files }: Pick<Receiving, 'lanes' | 'files'>,
): void {
  if (item.media === undefined) return;
  const { media, content, channelId, senderId, connectionId } = item;
  files.receive(
    { media, content, messageId, channelId, senderId, connectionId, conversationId: conversation.id },
    lanes,
  );
}

/** New work for the bot. A lane that gathers waits on, for another pause; one that waits for something else is left alone. */
export function queueForBot(lanes: Lanes, conversation: ConversationRow, plan: AnswerPlan): void {
  const waitsFor = plan.gatherMs > 0 ? 'gather' : null;
  const lane = lanes.get(conversation.id, 'in');
  if (lane === undefined) {
    const due = lanes.now + plan.gatherMs;
    const place = { conversation_id: conversation.id, channel_id: conversation.channel_id };
    lanes.create({ ...place, kind: 'in', slot: plan.botId, due, waits_for: waitsFor });
    return;
  }
  lane.generation += 1;
  lane.slot = plan.botId;
  lanes.changed(lane);
  if (lane.open_turn !== null || lane.waits_for !== 'gather' || lanes.isLeased(lane)) return;
  const due = Math.min(lanes.now + plan.gatherMs, lane.since + MOST_GATHER_PAUSES * plan.gatherMs);
  lanes.release(lane, Math.max(due, lanes.now), waitsFor);
}

/** The person wrote: what waits for an open window may go now. */
function wakeForWindow(lanes: Lanes, conversation: ConversationRow): void {
  const lane = lanes.get(conversation.id, 'out');
  if (lane === undefined || !isWindowOpen(conversation.window_until, lanes.now)) return;
  lane.generation += 1;
  if (lane.waits_for === 'window') lanes.release(lane, lanes.now, null);
  else lanes.changed(lane);
}

/** The message that a delivery is tied to, and how that fares as far as it was told before. */
interface Linked {
  messageId: string;
  status: MessageStatus;
  /** It has a file that nothing is to replace. */
  hasFile: boolean;
}

const WITH_FILE = statement(`
  select m.id from {{rows $1 as r: id text}} join message m on m.id = r.id and m.media_id is not null`);

/**
 * What the business wrote elsewhere may have statuses already; of what comes in two parts one may be there. Nothing is asked for other
 * messages.
 */
async function linkDeliveries(sql: Sql, placed: readonly PlacedMessage[]): Promise<Map<InboundMessageItem, Linked>> {
  const items = placed.map(({ item }) => item).filter(({ direction, file }) => direction === 'outbound' || file);
  if (items.length === 0) return new Map();
  const deliveries = new Deliveries(sql);
  await deliveries.touch(items.map(keyOf));
  for (const item of items) {
    deliveries.link(deliveries.get(keyOf(item)), { messageId: item.messageId, attemptId: null });
  }
  await deliveries.save();
  const linked = items.map((item) => ({ item, ...deliveries.get(keyOf(item)) }));
  const older = linked.filter(({ item, message_id }) => item.file === 'arrived' && message_id !== item.messageId);
  const withFile = new Set(
    older.length === 0
      ? []
      : (await sql.all<{ id: string }>(WITH_FILE, rows(older.map(({ message_id }) => ({ id: message_id }))))).map(
          ({ id }) => id,
        ),
  );
  return new Map(
    linked.map(({ item, message_id, status }) => {
      const messageId = message_id ?? item.messageId;
      return [item, { messageId, status: mergeStatus('sent', status ?? 'sent'), hasFile: withFile.has(messageId) }];
    }),
  );
}

function keyOf(item: InboundMessageItem): { channel_id: string; provider_message_id: string } {
  return { channel_id: item.channelId, provider_message_id: item.providerMessageId };
}
