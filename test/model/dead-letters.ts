/** A second chance for what was given up. */
import { isLeased, laneOf, raiseLane, releaseLane } from './lanes.ts';
import { requeueForSending } from './sends.ts';
import type { ModelMessage, ModelState } from './state.ts';
import { existing } from './state.ts';
import { requeueForBot } from './turns.ts';

export function replayDeadLetter(state: ModelState, id: string): 'ok' | 'unknown' | 'already_replayed' {
  const deadLetter = state.deadLetters.get(id);
  if (!deadLetter) return 'unknown';
  if (deadLetter.replayedAt !== null) return 'already_replayed';
  deadLetter.replayedAt = state.now();
  const message = deadLetter.messageId === null ? undefined : state.messages.get(deadLetter.messageId);
  if (message?.status !== 'failed') return 'ok';
  state.trace.push({ messageId: message.id, step: 'replayed', at: state.now() });
  if (message.direction === 'inbound') requeueForBot(state, message);
  else resume(state, message);
  return 'ok';
}

function resume(state: ModelState, message: ModelMessage): void {
  const conversation = existing(state.conversations, message.conversationId);
  const hadLane = laneOf(state, conversation, 'out') !== undefined;
  requeueForSending(state, message);
  const lane = raiseLane(state, conversation, 'out');
  if (!hadLane || !isLeased(state, lane)) releaseLane(lane, state.now(), null);
}
