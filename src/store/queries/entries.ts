import type { AnyQuery } from '../engine.ts';
import { attemptStart } from './attempt-start.ts';
import { listChannelEvents } from './channel-events.ts';
import { getConversation, listConversations } from './conversations.ts';
import { getDeadLetter, listDeadLetters } from './dead-letters.ts';
import { getMessage, listMessages } from './messages.ts';
import { queueDepths } from './queue-depths.ts';
import { getTrace } from './trace.ts';

/** The part of the catalogue that lists and details need. */
export const listQueries: readonly AnyQuery[] = [
  ...[listMessages, getMessage, getTrace],
  ...[listConversations, getConversation],
  ...[listDeadLetters, getDeadLetter],
  ...[listChannelEvents, attemptStart, queueDepths],
];
