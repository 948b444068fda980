import type { OrderedFailure } from '../kit/answer-fault.ts';
import type { Chat, ChatEntry } from '../kit/chats.ts';
import { createProgress, type StatusTimes } from '../kit/progress.ts';
import type { Schedule } from '../kit/schedule.ts';
import type { World } from '../kit/world.ts';
import type { Accounts } from './accounts.ts';
import { isUndelivered } from './codes.ts';
import type { MessageRecord, MessageStatus } from './message-book.ts';
import type { Outbox } from './outbox.ts';
import type { TwilioSender } from './senders.ts';
import type { Services } from './services.ts';
import type { Parameters } from './signature.ts';

/** A message on its way to a person. */
export interface Underway {
  readonly messageId: string;
  readonly record: MessageRecord;
  readonly sender: TwilioSender;
  readonly shown?: { chat: Chat; entry: ChatEntry };
}

/** What becomes of a message: nothing special, a failure, or that it stays `sent` because the person blocks the business. */
export type Fate = OrderedFailure | 'blocked' | undefined;

export interface StatusOptions {
  world: World;
  accounts: Accounts;
  services: Services;
  outbox: Outbox;
  schedule: Schedule;
  times: StatusTimes;
}

/** Keeps the status of messages, and tells the business of each change. */
export interface Statuses {
  /** Begins a message's way. */
  follow(message: Underway, fate: Fate): void;
  /** Sets a status that is not part of a message's way, such as `queued`. */
  announce(message: Underway, status: MessageStatus): void;
  /** The person has seen these messages. */
  read(entries: readonly ChatEntry[]): void;
}

export function createStatuses(options: StatusOptions): Statuses {
  const { world, accounts, services, outbox, schedule, times } = options;

  const announce = ({ record, sender }: Underway, status: MessageStatus) => {
    const now = world.clock.now();
    Object.assign(record, { status, updatedAt: now, ...(status === 'sent' && { sentAt: now }) });
    const service = record.serviceSid === undefined ? undefined : services.get(record.accountSid, record.serviceSid);
    const url = record.statusCallback ?? service?.statusCallback ?? sender.webhook.status_callback_url;
    const isSkipped = accounts.require(sender.accountSid).skippedStatuses?.includes(status) ?? false;
    if (!url || isSkipped) return;
    outbox.send({ sender, url, parameters: renderStatus(record, sender), line: record.to });
  };

  const progress = createProgress<Underway>({
    world,
    schedule,
    times,
    tell(message, status, failure) {
      if (failure) message.record.error = { code: failure.code, message: failure.details };
      announce(message, failure && isUndelivered(failure.code) ? 'undelivered' : status);
    },
  });

  const staySent = (message: Underway) => {
    if (message.shown) world.setStatus(message.shown.chat, message.shown.entry, 'sent');
    announce(message, 'sent');
  };

  return {
    announce,
    follow(message, fate) {
      if (fate === 'blocked') schedule.after(times.sentMs, () => staySent(message));
      else progress.follow(message, fate);
    },
    read: progress.read,
  };
}

const EVENTS: Partial<Record<MessageStatus, string>> = {
  delivered: 'DELIVERED',
  read: 'READ',
  undelivered: 'UNDELIVERED',
  failed: 'FAILED',
};

/** The form of a status callback. https://www.twilio.com/docs/messaging/guides/track-outbound-message-status */
function renderStatus({ status, to, from, error, ...record }: MessageRecord, sender: TwilioSender): Parameters {
  const parameters: [string, string | undefined][] = [
    ['ChannelPrefix', 'whatsapp'],
    ['ApiVersion', '2010-04-01'],
    ['MessageStatus', status],
    ['SmsSid', record.sid],
    ['SmsStatus', status],
    ['ChannelInstallSid', sender.sid],
    ['To', to],
    ['From', from ?? undefined],
    ['MessageSid', record.sid],
    ['AccountSid', record.accountSid],
    ['MessagingServiceSid', record.serviceSid],
    ['ChannelToAddress', mask(to)],
    ['EventType', EVENTS[status]],
    ['StructuredMessage', 'false'],
    ['ErrorCode', error && String(error.code)],
    ['ErrorMessage', error?.message],
    ['ChannelStatusMessage', error?.message],
  ];
  return parameters.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

/** `whatsapp:+385911234567` → `+38591123XXXX`; user ids stay. */
function mask(to: string): string {
  const address = to.replace(/^whatsapp:/, '');
  return address.startsWith('+') ? address.replace(/\d{4}$/, 'XXXX') : address;
}
