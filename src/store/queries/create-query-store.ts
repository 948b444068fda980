import type { Engine } from '../engine.ts';
import type { QueryStore } from '../queries.ts';
import { attemptStart } from './attempt-start.ts';
import { listChannelEvents } from './channel-events.ts';
import { getConversation, listConversations } from './conversations.ts';
import { readSlice } from './cursor.ts';
import { getDeadLetter, listDeadLetters } from './dead-letters.ts';
import { getMessage, listMessages } from './messages.ts';
import { queueDepths } from './queue-depths.ts';
import { getTrace } from './trace.ts';

/** The contract of lists and details on either engine. Lists reject with `BadCursor` before they ask the engine. */
export function createQueryStore(engine: Engine): QueryStore {
  return {
    listMessages: async (filter, page) => engine.read(listMessages, { filter, slice: readSlice('messages', page) }),
    getMessage: (id) => engine.read(getMessage, id),
    getTrace: (id) => engine.read(getTrace, id),
    listConversations: async (filter, page) =>
      engine.read(listConversations, { filter, slice: readSlice('conversations', page) }),
    getConversation: (id) => engine.read(getConversation, id),
    listDeadLetters: async (filter, page) =>
      engine.read(listDeadLetters, { filter, slice: readSlice('dead_letters', page) }),
    getDeadLetter: (id) => engine.read(getDeadLetter, id),
    listChannelEvents: async (channelId, page) =>
      engine.read(listChannelEvents, { channelId, slice: readSlice('channel_events', page) }),
    attemptStart: (of) => engine.read(attemptStart, of),
    queueDepths: () => engine.read(queueDepths, null),
  };
}
