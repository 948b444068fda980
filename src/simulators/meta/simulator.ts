import type { ChatEntry } from '../kit/chats.ts';
import type { Person } from '../kit/people.ts';
import type { SimulatorOptions } from '../kit/simulator-options.ts';
import type { WatchedSimulator } from '../kit/watched.ts';
import type { WebhookSenderOptions } from '../kit/webhook-sender.ts';
import type { AcceptedMessage } from './accepted.ts';
import type { MetaNumber } from './account.ts';
import type { MetaLimits } from './admission.ts';
import type { MetaControl } from './control.ts';
import type { Outbox } from './outbox.ts';
import type { TemplateDraft } from './templates/template.ts';
import type { WebhookEncoding } from './webhook-bytes.ts';

export interface MetaSimulatorOptions extends SimulatorOptions {
  /** A fast far end for load: no checks, limits, chats or history, and no statuses unless `statuses` is given. */
  lean?: boolean;
  /** All on if left out. */
  limits?: Partial<MetaLimits>;
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
export interface MetaSimulator
  extends WatchedSimulator<AcceptedMessage>,
    MetaControl,
    Pick<Outbox, 'hold' | 'release'> {
  /** Gives a business account approved templates: the platform's `hello_world` and one of each sort, unless others are named. */
  seedTemplates(businessAccountId: string, drafts?: readonly TemplateDraft[]): void;
  /** The code that the login dialog would return for the app. */
  issueCode(appId: string, redirectUri?: string): string;
  /** The business writes from the WhatsApp Business app: an echo. Returns what the person sees. */
  echo(phoneNumberId: string, personId: string, text: string): ChatEntry;
  /** The person changes the phone number, and with it gets a new user id: a system message to every number in touch. */
  changePhone(personId: string, phone: string): Person;
  counters(): MetaCounters;
  /** Adds a number, or replaces the one with its id. Makes no verification request. */
  addNumber(number: MetaNumber): void;
  /** Changes a number's account data, such as its state. */
  changeNumber(phoneNumberId: string, change: Partial<MetaNumber>): void;
  /** Sets the callback URL after the verification request with the number's verify token. Throws a GraphError 2200 if that fails; the old URL then stays. */
  setCallback(phoneNumberId: string, callbackUrl: string): Promise<void>;
  /** Tells of every request answered with an error, by its code. Returns the function that ends listening. */
  onRefusal(listener: (code: number) => void): () => void;
}
