import type { SimulatorClock } from '../kit/clock.ts';
import type { Fetch } from '../kit/http.ts';
import type { StatusTimes } from '../kit/progress.ts';
import type { WebhookSenderOptions } from '../kit/webhook-sender.ts';
import type { World } from '../kit/world.ts';

export interface TwilioSimulatorOptions {
  clock?: SimulatorClock;
  random?: () => number;
  fetch?: Fetch;
  /** Shared with simulators of other providers; one of its own if left out. `clock` and `random` are then the world's. */
  world?: World;
  /** 50 ms and 300 ms if left out; people read only when they open the chat. */
  statuses?: Partial<StatusTimes>;
  /** How long a submitted content waits for WhatsApp's decision: 5 s if left out; `never` leaves it to scripts. */
  reviewMs?: number | 'never';
  /** Whether linked media are fetched, as the platform does: yes if left out. */
  fetchLinks?: boolean;
  /** Time-out and number of retries are those of each callback URL. */
  webhooks?: Partial<WebhookSenderOptions>;
}
