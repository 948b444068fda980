import type { SimulatorClock } from '../kit/clock.ts';
import type { DeliveryAttempt } from '../kit/delivery.ts';
import type { Fetch } from '../kit/http.ts';
import type { PersonActions } from '../kit/person-actions.ts';
import type { StatusTimes } from '../kit/progress.ts';
import type { AccountRequest, OpenedAccount, ProviderSimulator } from '../kit/simulator.ts';
import type { WebhookSenderOptions } from '../kit/webhook-sender.ts';
import type { World } from '../kit/world.ts';
import type { AcceptedMessage } from './accepted.ts';
import type { AssociatedApp, GupshupNumber } from './account.ts';
import type { EnterpriseConditions, SelfServeConditions } from './conditions.ts';
import type { GupshupControl } from './control.ts';
import type { TemplateDraft } from './templates/template.ts';

export interface GupshupSimulatorOptions {
  clock?: SimulatorClock;
  random?: () => number;
  fetch?: Fetch;
  /** Shared with simulators of other providers; one of its own if left out. `clock` and `random` are then the world's. */
  world?: World;
  /** 50 ms and 300 ms if left out; people read only when they open the chat. */
  statuses?: Partial<StatusTimes>;
  /** How long a new template waits for its approval: 5 s if left out; `never` leaves the decision to scripts. */
  reviewMs?: number | 'never';
  /** Whether linked media are fetched, as the provider does: yes if left out. */
  fetchLinks?: boolean;
  webhooks?: Partial<WebhookSenderOptions>;
  /** How long callbacks of new accounts are held back: 0 if left out; the self-serve product takes about 5 s. */
  callbackDelayMs?: number;
}

/** The second way to an account: an app of the self-serve product, with a partner above it. */
export interface OpenedApp extends OpenedAccount {
  readonly appId: string;
  readonly partner: { readonly email: string; readonly password: string };
}

/** Both of Gupshup's products, with their people, numbers and callbacks. */
export interface GupshupSimulator extends ProviderSimulator, PersonActions, GupshupControl {
  readonly world: World;
  /** Opens an app of the self-serve product, or the same one again; `openAccount` opens an enterprise account, or this where its request names the product `self_serve`. */
  openSelfServeAccount(request: AccountRequest): OpenedApp;
  /** Adds a number, or replaces the one of its id; templates are its own affair. */
  addNumber(number: GupshupNumber): void;
  /** Approved templates: one of each sort, unless others are named. */
  seedTemplates(numberId: string, drafts?: readonly TemplateDraft[]): void;
  /** Callbacks carry a token of this application from now on, or none. */
  associateApp(numberId: string, app: AssociatedApp | undefined): void;
  /** Changes how a number's account behaves. Throws a 400 problem for a condition of the other product. */
  setConditions(numberId: string, conditions: Partial<EnterpriseConditions> | Partial<SelfServeConditions>): void;
  /** Collects the delivery reports of an enterprise number. */
  holdReports(numberId: string): void;
  /** Posts what was collected, at most twenty reports a request. */
  releaseReports(numberId: string, order?: 'reversed'): void;
  /** What was sent to people, in the order of acceptance. */
  received(personId?: string): AcceptedMessage[];
  /** Tells of every accepted message at once. Returns the function that ends listening. */
  onMessage(listener: (message: AcceptedMessage) => void): () => void;
  /** The first accepted message that fits, already there or yet to come. Never rejects: a test's own time-out ends the wait. */
  waitForMessage(fits: (message: AcceptedMessage) => boolean): Promise<AcceptedMessage>;
  /** Tells of every try to deliver a callback. Returns the function that ends listening. */
  onDelivery(listener: (attempt: DeliveryAttempt) => void): () => void;
}
