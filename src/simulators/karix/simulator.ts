import type { SimulatorOptions } from '../kit/simulator-options.ts';
import type { WatchedSimulator } from '../kit/watched.ts';
import type { WebhookSenderOptions } from '../kit/webhook-sender.ts';
import type { AcceptedMessage } from './accepted.ts';
import type { KarixNumber, NumberConditions } from './account.ts';
import type { KarixControl } from './control.ts';
import type { WebhookForm } from './webhook-form.ts';

export interface KarixSimulatorOptions extends SimulatorOptions {
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
export interface KarixSimulator extends WatchedSimulator<AcceptedMessage>, KarixControl {
  /** Adds a number, or replaces the one with its id. */
  addNumber(number: NewNumber): void;
}
