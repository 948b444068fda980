import type { MessageStatus } from '../../domain/message.ts';
import { mergeStatus } from '../../domain/status.ts';
import { isWindowOpen } from '../../domain/window.ts';
import type { AnswerPlan, InboundMessageItem } from '../ingest-items.ts';
import type { ReceivedMedia } from '../media/received-media.ts';
import type { Sql } from '../sql.ts';
import { type ConversationRow, type Conversations, latest } from './conversations.ts';
import { Deliveries } from './deliveries.ts';
import type { Lanes } from './lanes.ts';
import type { NewMessages } from './new-messages.ts';

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

/** Gives messages their places and their lanes. Conversations and lanes are locked. */
export async function receiveMessages(sql: Sql, placed: readonly PlacedMessage[], into: Receiving): Promise<void> {
  const echoes = placed.filter(({ item }) => item.direction === 'outbound').map(({ item }) => item);
  const reported = await linkEchoes(sql, echoes);
  for (const one of placed) receiveOne(one, reported.get(one.item) ?? 'sent', into);
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
  if (item.media !== undefined) {
    const { media, content, messageId, channelId, senderId, connectionId } = item;
    files.receive(
      { media, content, messageId, channelId, senderId, connectionId, conversationId: conversation.id },
      lanes,
    );
  }
  if (item.windowUntil !== null) {
    conversation.window_until = latest(conversation.window_until, item.windowUntil);
    wakeForWindow(lanes, conversation);
  }
  if (plan !== null) queueForBot(lanes, conversation, plan);
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

/** What the business wrote elsewhere may have statuses already: how it fares, by echo. */
async function linkEchoes(
  sql: Sql,
  echoes: readonly InboundMessageItem[],
): Promise<Map<InboundMessageItem, MessageStatus>> {
  if (echoes.length === 0) return new Map();
  const deliveries = new Deliveries(sql);
  await deliveries.touch(echoes.map(keyOf));
  for (const item of echoes) {
    deliveries.link(deliveries.get(keyOf(item)), { messageId: item.messageId, attemptId: null });
  }
  await deliveries.save();
  return new Map(echoes.map((item) => [item, mergeStatus('sent', deliveries.get(keyOf(item)).status ?? 'sent')]));
}

function keyOf(item: InboundMessageItem): { channel_id: string; provider_message_id: string } {
  return { channel_id: item.channelId, provider_message_id: item.providerMessageId };
}
