import { notFound } from '../kit/problem.ts';
import { SANDBOX_NUMBER } from './accounts.ts';

/** https://www.twilio.com/docs/whatsapp/api/senders */
export type SenderStatus =
  | 'CREATING'
  | 'ONLINE'
  | 'OFFLINE'
  | 'PENDING_VERIFICATION'
  | 'VERIFYING'
  | 'ONLINE:UPDATING'
  | 'TWILIO_REVIEW'
  | 'DRAFT'
  | 'STUBBED';

/** Where a sender's webhooks go; empty: nowhere. Callback URLs may end in a fragment with connection overrides. */
export interface SenderWebhook {
  callback_url: string;
  callback_method: 'GET' | 'POST' | 'PUT';
  fallback_url: string;
  fallback_method: 'GET' | 'POST' | 'PUT';
  status_callback_url: string;
  status_callback_method: 'POST';
}

/** A WhatsApp sender: a number of an account, or the sandbox's as the account sees it. */
export interface TwilioSender {
  /** `XE…`; what the phones know the number by. */
  sid: string;
  accountSid: string;
  /** Digits only. */
  phoneNumber: string;
  status: SenderStatus;
  webhook: SenderWebhook;
  profile: Readonly<Record<string, unknown>> & { name: string };
  configuration: Readonly<Record<string, unknown>>;
  /** Messages per second; 80 unless said, in the sandbox one in three seconds. */
  perSecond?: number;
}

/** The senders of all accounts, by sid. */
export interface Senders {
  /** Adds a sender, or replaces the one with its sid. */
  set(sender: TwilioSender): void;
  remove(sid: string): void;
  get(sid: string): TwilioSender | undefined;
  /** As `get`; throws a 404 problem where there is none. */
  require(sid: string): TwilioSender;
  list(): TwilioSender[];
  ofAccount(accountSid: string): TwilioSender[];
}

export const NO_WEBHOOK: SenderWebhook = {
  callback_url: '',
  callback_method: 'POST',
  fallback_url: '',
  fallback_method: 'POST',
  status_callback_url: '',
  status_callback_method: 'POST',
};

/** `changed` is called after every change of a sender. */
export function createSenders(changed: (sender: TwilioSender) => void): Senders {
  const senders = new Map<string, TwilioSender>();
  const list = () => [...senders.values()];
  return {
    set(sender) {
      senders.set(sender.sid, sender);
      changed(sender);
    },
    remove: (sid) => void senders.delete(sid),
    get: (sid) => senders.get(sid),
    require(sid) {
      const sender = senders.get(sid);
      if (!sender) throw notFound(`Sender ${sid}`);
      return sender;
    },
    list,
    ofAccount: (accountSid) => list().filter((sender) => sender.accountSid === accountSid),
  };
}

export function isSandbox({ phoneNumber }: Pick<TwilioSender, 'phoneNumber'>): boolean {
  return phoneNumber === SANDBOX_NUMBER;
}

/** `whatsapp:+` and the digits. */
export function addressOf({ phoneNumber }: Pick<TwilioSender, 'phoneNumber'>): string {
  return `whatsapp:+${phoneNumber}`;
}
