import type { Clock } from '../../host/clock.ts';
import type { ChannelAccount, TemplateStore } from '../../store/templates.ts';
import type { Directory } from '../directory.ts';
import { createSingleFlight } from '../single-flight.ts';
import { accountsOf } from './accounts.ts';
import type { AccountReader } from './read-account.ts';

/** A gateway that starts has better things to do first; nodes that start together spread. */
const FIRST_MS = 5_000;
const LOOK_EVERY_MS = 60_000;
/** Longer than all pages of a large account take. */
const LEASE_MS = 10 * 60_000;

export interface TemplateScheduleParts {
  directory: Pick<Directory, 'channels'>;
  store: Pick<TemplateStore, 'claimSyncs' | 'onSyncDue'>;
  read: AccountReader;
  clock: Clock;
  /** From 0 to 1. */
  random(): number;
  onError(error: unknown): void;
}

/** Keeps the copies of all accounts' templates fresh: some time after the start, every few hours, and when an event asks for it. */
export interface TemplateSchedule {
  start(): void;
  /** Begins no further account and waits for the one in hand. */
  stop(): Promise<void>;
}

export function createTemplateSchedule(parts: TemplateScheduleParts): TemplateSchedule {
  const { directory, store, read, clock } = parts;
  let isRunning = false;
  let cancel = () => {};
  let unsubscribe = () => {};

  const look = createSingleFlight(async () => {
    const accounts = directory.channels().flatMap(accountsOf);
    if (!isRunning || accounts.length === 0) return;
    const due = await store.claimSyncs({ accounts, leaseMs: LEASE_MS });
    for (const account of due) if (isRunning) await readOne(account);
  });

  async function readOne(account: ChannelAccount): Promise<void> {
    try {
      // What the provider refuses is kept with the account.
      await read(account);
    } catch (error) {
      parts.onError(error);
    }
  }

  function lookIn(delayMs: number): void {
    cancel = clock.setTimer(delayMs, () => {
      void look()
        .catch(parts.onError)
        .finally(() => {
          if (isRunning) lookIn(LOOK_EVERY_MS);
        });
    });
  }

  return {
    start() {
      isRunning = true;
      lookIn(Math.round(FIRST_MS * (1 + parts.random())));
      unsubscribe = store.onSyncDue(() => void look().catch(parts.onError));
    },
    async stop() {
      isRunning = false;
      cancel();
      unsubscribe();
      await look().catch(parts.onError);
    },
  };
}
