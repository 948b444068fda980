import type { ConversationId } from '../../domain/ids.ts';
import type { AnsweredBy } from '../../domain/message.ts';
import type { Operation } from '../engine.ts';
import { Conversations } from './conversations.ts';
import { Lanes } from './lanes.ts';
import { observeWaiting } from './waiting.ts';

/**
 * Gives conversations to a human, to the bot or to nobody. What waits for a bot that no longer answers is observed; a turn that has begun goes on.
 */
export const setAnsweredBy: Operation<{ conversationId: ConversationId; answeredBy: AnsweredBy }, boolean> = {
  name: 'work.set_answered_by',
  async run(sql, changes) {
    const conversations = new Conversations(sql);
    const lanes = new Lanes(sql);
    await conversations.lock(changes.map(({ conversationId }) => conversationId));
    await conversations.lock([...conversations.all()].flatMap(({ merged_into }) => merged_into ?? []));
    await lanes.lock(
      [...conversations.all()].map(({ id }) => id),
      ['in'],
    );
    const taken = new Set(changes.flatMap((change) => apply(conversations, change)));
    const observed = [...taken].filter(({ answered_by }) => answered_by !== 'bot');
    for (const { id } of observed) {
      const lane = lanes.get(id, 'in');
      if (lane !== undefined && lane.open_turn === null) lanes.remove(lane);
    }
    await Promise.all([conversations.save(), observeWaiting(sql, observed), lanes.save()]);
    return changes.map(({ conversationId }) => conversations.get(conversationId) !== undefined);
  },
};

/** On a merged conversation the survivor counts; its own state must not come back when it moves. */
function apply(
  conversations: Conversations,
  { conversationId, answeredBy }: { conversationId: string; answeredBy: AnsweredBy },
) {
  const named = conversations.get(conversationId);
  if (named === undefined) return [];
  const concerned = [named, conversations.survivor(named)];
  for (const conversation of concerned) {
    conversations.giveTo(conversation, answeredBy);
  }
  return concerned;
}
