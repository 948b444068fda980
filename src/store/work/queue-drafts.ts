import type { OutDraft } from '../work.ts';
import type { ConversationRow, Conversations } from './conversations.ts';
import type { Lanes } from './lanes.ts';
import type { NewMessages } from './new-messages.ts';

interface Queueing {
  conversations: Conversations;
  lanes: Lanes;
  fresh: NewMessages;
}

/**
 * Appends messages to a conversation's line. A lane that is there keeps its time: somebody works on it, or an earlier message or the channel's
 * message delay comes first. `turnId`: what they answer.
 */
export function queueDrafts(
  conversation: ConversationRow,
  { drafts, turnId }: { drafts: readonly OutDraft[]; turnId: string | null },
  { conversations, lanes, fresh }: Queueing,
): void {
  const [first] = drafts;
  if (first === undefined) return;
  for (const draft of drafts) {
    fresh.queue(draft, conversation, { position: conversations.nextPosition(conversation), turnId });
  }
  wakeSender(lanes, conversation, lanes.now + first.pauseMs);
}

/** Makes the out-lane if there is none; otherwise only tells it of new work, which is not a bulk send's. */
export function wakeSender(lanes: Lanes, conversation: ConversationRow, due: number): void {
  const lane = lanes.get(conversation.id, 'out');
  if (lane !== undefined) {
    lane.generation += 1;
    lane.slot = conversation.sender_id;
    lanes.changed(lane);
    return;
  }
  const place = { conversation_id: conversation.id, channel_id: conversation.channel_id };
  lanes.create({ ...place, kind: 'out', slot: conversation.sender_id, due, waits_for: null });
}
