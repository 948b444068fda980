import type { WatchedSimulator } from '../kit/watched.ts';
import type { AcceptedMessage } from './accepted.ts';
import type { TwilioAccount } from './accounts.ts';
import type { TwilioControl } from './control.ts';
import type { TwilioSender } from './senders.ts';

/** A simulated Twilio with its people, numbers and webhooks. */
export interface TwilioSimulator extends WatchedSimulator<AcceptedMessage>, TwilioControl {
  /** Adds an account, or replaces the one with its sid. */
  addAccount(account: TwilioAccount): void;
  /** Adds a sender, or replaces the one with its sid. */
  addSender(sender: TwilioSender): void;
}
