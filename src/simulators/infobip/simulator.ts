import type { SimulatorClock } from '../kit/clock.ts';
import type { DeliveryAttempt } from '../kit/delivery.ts';
import type { Fetch } from '../kit/http.ts';
import type { PersonActions } from '../kit/person-actions.ts';
import type { StatusTimes } from '../kit/progress.ts';
import type { ProviderSimulator } from '../kit/simulator.ts';
import type { WebhookSenderOptions } from '../kit/webhook-sender.ts';
import type { World } from '../kit/world.ts';
import type { AcceptedMessage } from './accepted.ts';
import type { InfobipAccount, InfobipNumber } from './account.ts';
import type { InfobipControl } from './control.ts';
import type { TemplateDraft } from './templates/template.ts';
import type { WebhookConditions } from './webhook-conditions.ts';

export interface InfobipSimulatorOptions {
  clock?: SimulatorClock;
  random?: () => number;
  fetch?: Fetch;
  /** Shared with simulators of other providers; one of its own if left out. `clock` and `random` are then the world's. */
  world?: World;
  /** Whether the documented rates are enforced: yes if left out. */
  limits?: boolean;
  /** 50 ms and 300 ms if left out; people read only when they open the chat. */
  statuses?: Partial<StatusTimes>;
  /** How long a new template waits for its approval: 5 s if left out; `never` leaves the decision to scripts. */
  reviewMs?: number | 'never';
  /** Whether linked media are fetched, as the platform does: yes if left out. */
  fetchLinks?: boolean;
  /** Whether downloads of media lead to a CDN: yes if left out. */
  redirectsMedia?: boolean;
  webhooks?: Partial<Omit<WebhookSenderOptions, 'accepts' | 'giveUpAfterMs' | 'firstRetryMs'>> & {
    /** 1 if left out: retries keep the platform's pauses, of minutes; 0.001 is a thousand times as fast. */
    retryScale?: number;
    conditions?: Partial<WebhookConditions>;
  };
  /** Where `api` is mounted. */
  baseUrl?: string;
}

/** A simulated Infobip with its people, accounts and webhooks. */
export interface InfobipSimulator extends ProviderSimulator, PersonActions, InfobipControl {
  readonly world: World;
  /** Adds an account, or replaces the one of its name. */
  addAccount(account: InfobipAccount): void;
  /** Adds a sender, or replaces the one of its number. Returns its id on the phones. */
  addNumber(number: InfobipNumber): string;
  /** Gives a business account approved templates: one of each sort, unless others are named. */
  seedTemplates(businessAccountId: number, drafts?: readonly TemplateDraft[]): void;
  /** What was sent to people, in the order of acceptance. */
  received(personId?: string): AcceptedMessage[];
  /** Tells of every accepted message at once. Returns the function that ends listening. */
  onMessage(listener: (message: AcceptedMessage) => void): () => void;
  /** The first accepted message that fits, already there or yet to come. Never rejects: a test's own time-out ends the wait. */
  waitForMessage(fits: (message: AcceptedMessage) => boolean): Promise<AcceptedMessage>;
  /** Tells of every try to deliver a webhook. Returns the function that ends listening. */
  onDelivery(listener: (attempt: DeliveryAttempt) => void): () => void;
}
