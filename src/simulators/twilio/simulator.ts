import type { AcceptedMessages } from '../kit/accepted.ts';
import type { DeliveryAttempt } from '../kit/delivery.ts';
import type { PersonActions } from '../kit/person-actions.ts';
import type { ProviderSimulator } from '../kit/simulator.ts';
import type { World } from '../kit/world.ts';
import type { AcceptedMessage } from './accepted.ts';
import type { TwilioAccount } from './accounts.ts';
import type { TwilioControl } from './control.ts';
import type { TwilioSender } from './senders.ts';

/** A simulated Twilio with its people, numbers and webhooks. */
export interface TwilioSimulator extends ProviderSimulator, PersonActions, TwilioControl {
  readonly world: World;
  /** What was sent to people, in the order of acceptance. */
  readonly received: AcceptedMessages<AcceptedMessage>['list'];
  /** Tells of every accepted message at once. Returns the function that ends listening. */
  readonly onMessage: AcceptedMessages<AcceptedMessage>['listen'];
  /** The first accepted message that fits, already there or yet to come. */
  readonly waitForMessage: AcceptedMessages<AcceptedMessage>['waitFor'];
  /** Tells of every try to deliver a webhook. Returns the function that ends listening. */
  onDelivery(listener: (attempt: DeliveryAttempt) => void): () => void;
  /** Adds an account, or replaces the one with its sid. */
  addAccount(account: TwilioAccount): void;
  /** Adds a sender, or replaces the one with its sid. */
  addSender(sender: TwilioSender): void;
}
