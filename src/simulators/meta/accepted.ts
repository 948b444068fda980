import { type Announcer, createAnnouncer } from '../kit/events.ts';

/** A send request that was answered with success (or would have been, had the connection lived). */
export interface AcceptedMessage {
  /** Epoch ms. */
  readonly at: number;
  readonly messageId: string;
  readonly phoneNumberId: string;
  /** The person it reaches; absent if the simulator knows none, and in lean mode. */
  readonly personId?: string;
  /** `to` or `recipient` as written. */
  readonly to: string;
  readonly type: string;
  /** `biz_opaque_callback_data`. */
  readonly callbackData?: string;
  /** The request body, parsed. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** What the far end got, for tests and measurements. */
export interface AcceptedMessages extends Announcer<AcceptedMessage> {
  readonly count: number;
  /** Nothing in lean mode. */
  get(messageId: string): AcceptedMessage | undefined;
  /** In the order of acceptance; empty in lean mode. */
  list(personId?: string): AcceptedMessage[];
  /** The first message that fits, already there or yet to come. Never rejects: a test's own time-out ends the wait. */
  waitFor(fits: (message: AcceptedMessage) => boolean): Promise<AcceptedMessage>;
}

/** `keeps` is false in lean mode: listeners are told, nothing is kept. */
export function createAcceptedMessages(keeps: boolean): AcceptedMessages {
  const messages: AcceptedMessage[] = [];
  const byId = new Map<string, AcceptedMessage>();
  const { tell, listen } = createAnnouncer<AcceptedMessage>();
  let count = 0;

  return {
    get count() {
      return count;
    },
    tell(message) {
      count += 1;
      if (keeps) {
        messages.push(message);
        byId.set(message.messageId, message);
      }
      tell(message);
    },
    listen,
    get: (messageId) => byId.get(messageId),
    list: (personId) => messages.filter((message) => personId === undefined || message.personId === personId),
    waitFor(fits) {
      const known = messages.find(fits);
      if (known) return Promise.resolve(known);
      return new Promise((resolve) => {
        const stop = listen((message) => {
          if (!fits(message)) return;
          stop();
          resolve(message);
        });
      });
    },
  };
}
