import type { SimulatorClock } from '../kit/clock.ts';

/** An entry of the console's debugger. */
export interface Alert {
  /** Epoch ms. */
  readonly at: number;
  readonly accountSid: string;
  readonly code: number;
  readonly message: string;
}

/** What went wrong beside the API: webhooks that failed, answers that could not be carried out. */
export interface Alerts {
  raise(accountSid: string, code: number, message: string): void;
  /** The newest hundred, oldest first. */
  list(): readonly Alert[];
}

const MOST = 100;

export function createAlerts(clock: SimulatorClock): Alerts {
  const alerts: Alert[] = [];
  return {
    raise(accountSid, code, message) {
      alerts.push({ at: clock.now(), accountSid, code, message });
      if (alerts.length > MOST) alerts.shift();
    },
    list: () => [...alerts],
  };
}
