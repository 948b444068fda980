import type { OrderedFailure } from '../../kit/answer-fault.ts';
import type { ProgressStatus } from '../../kit/progress.ts';
import { type GlobalMessage, type GlobalStatus, toIso } from './message.ts';

/** Messages of all accounts, newest last. */
export interface MessageStore {
  add(message: GlobalMessage): void;
  get(accountUid: string, uid: string): GlobalMessage | undefined;
  list(accountUid: string): GlobalMessage[];
  /** Moves a message on; returns it. `at` is epoch ms. */
  move(
    uid: string,
    change: { status: ProgressStatus; failure?: OrderedFailure | undefined; at: number },
  ): GlobalMessage | undefined;
}

export function createMessageStore(): MessageStore {
  const messages = new Map<string, GlobalMessage>();
  return {
    add: (message) => void messages.set(message.uid, message),
    get(accountUid, uid) {
      const message = messages.get(uid);
      return message?.account_uid === accountUid ? message : undefined;
    },
    list: (accountUid) => [...messages.values()].filter((message) => message.account_uid === accountUid),
    move(uid, { status, failure, at }) {
      const message = messages.get(uid);
      if (!message) return undefined;
      const time = toIso(at);
      message.status = statusOf(status, failure);
      message.updated_time = time;
      if (status === 'sent') message.sent_time = time;
      if (status === 'delivered') message.delivered_time = time;
      if (failure) message.error = { code: String(failure.code), message: failure.details };
      return message;
    },
  };
}

/** WhatsApp did not take it (outside the window), could not bring it, or failed otherwise. */
function statusOf(status: ProgressStatus, failure: OrderedFailure | undefined): GlobalStatus {
  if (failure?.code === 131047) return 'rejected';
  if (failure?.code === 131026) return 'undelivered';
  return status;
}
