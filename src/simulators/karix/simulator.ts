import type { SimulatorClock } from '../kit/clock.ts';
import type { DeliveryAttempt } from '../kit/delivery.ts';
import type { Fetch } from '../kit/http.ts';
import type { PersonActions } from '../kit/person-actions.ts';
import type { StatusTimes } from '../kit/progress.ts';
import type { ProviderSimulator } from '../kit/simulator.ts';
import type { WebhookSenderOptions } from '../kit/webhook-sender.ts';
import type { World } from '../kit/world.ts';
import type { AcceptedMessage } from './accepted.ts';
import type { KarixNumber, NumberConditions } from './account.ts';
import type { KarixControl } from './control.ts';
import type { WebhookForm } from './webhook-form.ts';

export interface KarixSimulatorOptions {
  clock?: SimulatorClock;
  random?: () => number;
  fetch?: Fetch;
  /** Shared with simulators of other providers; one of its own if left out. `clock` and `random` are then the world's. */
  world?: World;
  /** 50 ms and 300 ms if left out; people read only when they open the chat. */
  statuses?: Partial<StatusTimes>;
  /** How long a new template waits for its approval: 5 s if left out; `never` leaves the decision to scripts. */
  reviewMs?: number | 'never';
  /** Whether linked media are fetched, as the platform does: yes if left out. */
  fetchLinks?: boolean;
  webhooks?: Partial<WebhookSenderOptions>;
}

/** A number as a test adds it; what is left out is as usual. */
export interface NewNumber extends Pick<KarixNumber, 'id' | 'phoneNumber' | 'credentials'> {
  displayName?: string;
  callbackUrl?: string;
  conditions?: Partial<NumberConditions>;
  webhookForm?: Partial<WebhookForm>;
}

/** A simulated Karix, both products, with its people, numbers and webhooks. */
export interface KarixSimulator extends ProviderSimulator, PersonActions, KarixControl {
  readonly world: World;
  /** Adds a number, or replaces the one with its id. */
  addNumber(number: NewNumber): void;
  /** What was sent to people, in the order of acceptance. */
  received(personId?: string): AcceptedMessage[];
  /** Tells of every accepted message at once. Returns the function that ends listening. */
  onMessage(listener: (message: AcceptedMessage) => void): () => void;
  /** The first accepted message that fits, already there or yet to come. Never rejects: a test's own time-out ends the wait. */
  waitForMessage(fits: (message: AcceptedMessage) => boolean): Promise<AcceptedMessage>;
  /** Tells of every try to deliver a webhook. Returns the function that ends listening. */
  onDelivery(listener: (attempt: DeliveryAttempt) => void): () => void;
}
