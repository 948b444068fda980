import type { SimulatorOptions } from '../kit/simulator-options.ts';
import type { WatchedSimulator } from '../kit/watched.ts';
import type { WebhookSenderOptions } from '../kit/webhook-sender.ts';
import type { AcceptedMessage } from './accepted.ts';
import type { InfobipAccount, InfobipNumber } from './account.ts';
import type { InfobipControl } from './control.ts';
import type { TemplateDraft } from './templates/template.ts';
import type { WebhookConditions } from './webhook-conditions.ts';

export interface InfobipSimulatorOptions extends SimulatorOptions {
  /** Whether the documented rates are enforced: yes if left out. */
  limits?: boolean;
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
export interface InfobipSimulator extends WatchedSimulator<AcceptedMessage>, InfobipControl {
  /** Adds an account, or replaces the one of its name. */
  addAccount(account: InfobipAccount): void;
  /** Adds a sender, or replaces the one of its number. Returns its id on the phones. */
  addNumber(number: InfobipNumber): string;
  /** Gives a business account approved templates: one of each sort, unless others are named. */
  seedTemplates(businessAccountId: number, drafts?: readonly TemplateDraft[]): void;
}
