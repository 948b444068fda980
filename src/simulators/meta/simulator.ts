import type { ChatEntry } from '../kit/chats.ts';
import type { SimulatorClock } from '../kit/clock.ts';
import type { DeliveryAttempt } from '../kit/delivery.ts';
import type { Fetch } from '../kit/http.ts';
import type { Person } from '../kit/people.ts';
import type { PersonActions } from '../kit/person-actions.ts';
import type { ProviderSimulator } from '../kit/simulator.ts';
import type { WebhookSenderOptions } from '../kit/webhook-sender.ts';
import type { World } from '../kit/world.ts';
import type { AcceptedMessage } from './accepted.ts';
import type { MetaNumber } from './account.ts';
import type { MetaLimits } from './admission.ts';
import type { MetaControl } from './control.ts';
import type { Outbox } from './outbox.ts';
import type { StatusTimes } from './statuses.ts';
import type { TemplateDraft } from './templates/template.ts';
import type { WebhookEncoding } from './webhook-bytes.ts';

export interface MetaSimulatorOptions {
  clock?: SimulatorClock;
  random?: () => number;
  fetch?: Fetch;
  /** Shared with simulators of other providers; one of its own if left out. `clock` and `random` are then the world's. */
  world?: World;
  /** A fast far end for load: no checks, limits, chats or history, and no statuses unless `statuses` is given. */
  lean?: boolean;
  /** All on if left out. */
  limits?: Partial<MetaLimits>;
  /** 50 ms and 300 ms if left out; people read only when they open the chat. */
  statuses?: Partial<StatusTimes>;
  /** How long a new template waits for its approval: 5 s if left out; `never` leaves the decision to scripts. */
  reviewMs?: number | 'never';
  /** Whether linked media are fetched, as the platform does: yes if left out. */
  fetchLinks?: boolean;
  webhooks?: Partial<WebhookSenderOptions> & {
    /** As Meta writes bodies (`escaped`, if left out), or as plain JSON. */
    encoding?: WebhookEncoding;
  };
  /** Where `api` is mounted, for the media URLs in webhooks; left out, these carry ids only. */
  baseUrl?: string;
}

export interface MetaCounters {
  /** Send requests that were, or would have been, answered with success. */
  accepted: number;
  /** Requests answered with a Graph error, ordered ones too. */
  refused: number;
  /** Webhook requests, repeats included. */
  webhookTries: number;
  /** Webhooks answered 200. */
  webhooksAcknowledged: number;
}

/** A simulated Cloud API with its people, numbers and webhooks. */
export interface MetaSimulator extends ProviderSimulator, PersonActions, MetaControl, Pick<Outbox, 'hold' | 'release'> {
  readonly world: World;
  /** Gives a business account approved templates: the platform's `hello_world` and one of each sort, unless others are named. */
  seedTemplates(businessAccountId: string, drafts?: readonly TemplateDraft[]): void;
  /** The code that the login dialog would return for the app. */
  issueCode(appId: string, redirectUri?: string): string;
  /** The business writes from the WhatsApp Business app: an echo. Returns what the person sees. */
  echo(phoneNumberId: string, personId: string, text: string): ChatEntry;
  /** The person changes the phone number, and with it gets a new user id: a system message to every number in touch. */
  changePhone(personId: string, phone: string): Person;
  /** What was sent to people, in the order of acceptance; empty in lean mode. */
  received(personId?: string): AcceptedMessage[];
  /** Tells of every accepted message at once. Returns the function that ends listening. */
  onMessage(listener: (message: AcceptedMessage) => void): () => void;
  /** The first accepted message that fits, already there or yet to come. Never rejects: a test's own time-out ends the wait. */
  waitForMessage(fits: (message: AcceptedMessage) => boolean): Promise<AcceptedMessage>;
  counters(): MetaCounters;
  /** Adds a number, or replaces the one with its id. Makes no verification request. */
  addNumber(number: MetaNumber): void;
  /** Changes a number's account data, such as its state. */
  changeNumber(phoneNumberId: string, change: Partial<MetaNumber>): void;
  /** Sets the callback URL after the verification request with the number's verify token. Throws a GraphError 2200 if that fails; the old URL then stays. */
  setCallback(phoneNumberId: string, callbackUrl: string): Promise<void>;
  /** Tells of every try to deliver a webhook. Returns the function that ends listening. */
  onDelivery(listener: (attempt: DeliveryAttempt) => void): () => void;
  /** Tells of every request answered with an error, by its code. Returns the function that ends listening. */
  onRefusal(listener: (code: number) => void): () => void;
}
