import type { SimulatorOptions } from '../kit/simulator-options.ts';
import type { WebhookSenderOptions } from '../kit/webhook-sender.ts';

export interface TwilioSimulatorOptions extends SimulatorOptions {
  /** Time-out and number of retries are those of each callback URL. */
  webhooks?: Partial<WebhookSenderOptions>;
}
