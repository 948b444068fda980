import type { MessageStatus } from '../../src/domain/message.ts';
import type { WorkStore } from '../../src/store/work.ts';
import type { ModelStore } from '../model/model-store.ts';
import { createModelStore } from '../model/model-store.ts';

export interface StoredMessage {
  id: string;
  direction: 'inbound' | 'outbound';
  status: MessageStatus;
  text: string;
  hasFailure: boolean;
}

export interface StoreContents {
  messages: readonly StoredMessage[];
  /** Messages that have a dead letter. */
  deadLetters: ReadonlySet<string>;
}

/** A store under simulation, and how to look into it. */
export interface Subject {
  store: WorkStore;
  /** Lanes that exist: work that is not done. */
  countLanes(): Promise<number>;
  contents(): Promise<StoreContents>;
  close(): Promise<void>;
}

export type OpenSubject = (now: () => number) => Promise<Subject>;

export const openModel: OpenSubject = async (now) => subjectOf(createModelStore({ now }));

export function subjectOf(store: ModelStore): Subject {
  const { state } = store;
  return {
    store,
    countLanes: async () => state.lanes.size,
    async contents() {
      const messages = [...state.messages.values()].map(({ id, direction, status, content, failure }) => ({
        id,
        direction,
        status,
        text: 'text' in content ? String(content.text) : '',
        hasFailure: failure !== null,
      }));
      const deadLetters = [...state.deadLetters.values()].flatMap(({ messageId }) => messageId ?? []);
      return { messages, deadLetters: new Set<string>(deadLetters) };
    },
    async close() {},
  };
}
