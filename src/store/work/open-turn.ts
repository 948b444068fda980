import type { TurnId } from '../../domain/ids.ts';
import type { Query } from '../engine.ts';
import type { OpenTurn } from '../work.ts';
import { readSessions } from './sessions.ts';
import { itemsOf, readTurns } from './turns.ts';
import { readConversations, readItems } from './views.ts';

export const openTurn: Query<TurnId, OpenTurn | null> = {
  name: 'work.open_turn',
  async run(sql, turnId) {
    const turn = (await readTurns(sql, [turnId])).get(turnId);
    if (turn === undefined) return null;
    const conversation = (await readConversations(sql, [turn.conversation_id])).get(turn.conversation_id);
    if (conversation === undefined) return null;
    const items = await readItems(sql, itemsOf(turn));
    const sessions = await readSessions(sql, [turn.session_id]);
    return {
      turnId,
      conversation: conversation.view,
      items: itemsOf(turn).flatMap((id) => items.get(id) ?? []),
      session: (turn.session_id === null ? null : sessions.get(turn.session_id)) ?? null,
      state: turn.closed_at === null ? 'open' : 'closed',
      deferredUntil: turn.deferred_until,
    };
  },
};
