import type { SimulatorClock } from '../kit/clock.ts';
import type { TwilioAccount } from './accounts.ts';
import { RestError } from './rest-error.ts';
import { isSandbox, type TwilioSender } from './senders.ts';

/** The line in which each sender's messages wait for their turn. */
export interface SenderQueues {
  /** Puts a message into the sender's queue. Returns how long it waits, in ms. Throws 21611 where it is full, 63038 for a trial's 51st of a day. */
  enter(account: TwilioAccount, sender: TwilioSender): number;
}

const PER_SECOND = 80;
const BURST_MS = 1_000;
const SANDBOX_PER_SECOND = 1 / 3;
/** The queue takes as much as goes out in four hours. */
const LONGEST_WAIT_MS = 4 * 3_600_000;
const TRIAL_PER_DAY = 50;
const DAY_MS = 86_400_000;

/** https://www.twilio.com/docs/messaging/guides/scaling-queueing-latency */
export function createSenderQueues(clock: SimulatorClock): SenderQueues {
  /** Until when each sender's rate is used up. */
  const usedUntil = new Map<string, number>();
  const trialDays = new Map<string, { day: number; count: number }>();

  const countTrial = (accountSid: string) => {
    const day = Math.floor(clock.now() / DAY_MS);
    const known = trialDays.get(accountSid);
    const count = (known?.day === day ? known.count : 0) + 1;
    if (count > TRIAL_PER_DAY) throw new RestError(63038);
    trialDays.set(accountSid, { day, count });
  };

  return {
    enter(account, sender) {
      if (account.type === 'Trial') countTrial(account.sid);
      const now = clock.now();
      const perSecond = sender.perSecond ?? (isSandbox(sender) ? SANDBOX_PER_SECOND : PER_SECOND);
      const intervalMs = 1000 / perSecond;
      const used = Math.max(now, usedUntil.get(sender.sid) ?? 0) + intervalMs;
      // What a second holds goes out together.
      const waitMs = Math.max(0, used - now - Math.max(BURST_MS, intervalMs));
      if (account.isQueueFull || waitMs > LONGEST_WAIT_MS) throw new RestError(21611);
      usedUntil.set(sender.sid, used);
      return waitMs;
    },
  };
}
