import type { AcceptedSend } from './accepted.ts';
import type { DeliveryAttempt } from './delivery.ts';
import type { PersonActions } from './person-actions.ts';
import type { ProviderSimulator } from './simulator.ts';
import type { World } from './world.ts';

/** A simulator as tests and measurements have it: its people, and what it got and posted. */
export interface WatchedSimulator<Message extends AcceptedSend> extends ProviderSimulator, PersonActions {
  readonly world: World;
  /** What was sent to people, in the order of acceptance. */
  received(personId?: string): Message[];
  /** Tells of every accepted message at once. Returns the function that ends listening. */
  onMessage(listener: (message: Message) => void): () => void;
  /** The first accepted message that fits, already there or yet to come. Never rejects: a test's own time-out ends the wait. */
  waitForMessage(fits: (message: Message) => boolean): Promise<Message>;
  /** Tells of every try to deliver a webhook. Returns the function that ends listening. */
  onDelivery(listener: (attempt: DeliveryAttempt) => void): () => void;
}
