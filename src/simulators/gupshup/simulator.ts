import type { AccountRequest, OpenedAccount } from '../kit/simulator.ts';
import type { SimulatorOptions } from '../kit/simulator-options.ts';
import type { WatchedSimulator } from '../kit/watched.ts';
import type { WebhookSenderOptions } from '../kit/webhook-sender.ts';
import type { AcceptedMessage } from './accepted.ts';
import type { AssociatedApp, GupshupNumber } from './account.ts';
import type { EnterpriseConditions, SelfServeConditions } from './conditions.ts';
import type { GupshupControl } from './control.ts';
import type { TemplateDraft } from './templates/template.ts';

export interface GupshupSimulatorOptions extends SimulatorOptions {
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
export interface GupshupSimulator extends WatchedSimulator<AcceptedMessage>, GupshupControl {
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
}
