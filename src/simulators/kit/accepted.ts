import { type Announcer, createAnnouncer } from './events.ts';

/** A send request that was answered with success (or would have been, had the connection lived). */
export interface AcceptedSend {
  /** Epoch ms. */
  readonly at: number;
  /** The id that the provider gave it. */
  readonly messageId: string;
  /** The person it reaches; absent if the simulator knows none. */
  readonly personId?: string;
  /** The recipient as written. */
  readonly to: string;
  /** The provider's word for the kind of message. */
  readonly type: string;
  /** The request body, parsed. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** What the far end got, for tests and measurements. */
export interface AcceptedMessages<Message extends AcceptedSend> extends Announcer<Message> {
  readonly count: number;
  /** Nothing where messages are not kept. */
  get(messageId: string): Message | undefined;
  /** In the order of acceptance; empty where messages are not kept. */
  list(personId?: string): Message[];
  /** The first message that fits, already there or yet to come. Never rejects: a test's own time-out ends the wait. */
  waitFor(fits: (message: Message) => boolean): Promise<Message>;
}

/** `keeps` false: listeners are told, nothing is kept. */
export function createAcceptedMessages<Message extends AcceptedSend>(keeps: boolean): AcceptedMessages<Message> {
  const messages: Message[] = [];
  const byId = new Map<string, Message>();
  const { tell, listen } = createAnnouncer<Message>();
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
