import { createProgress, type Progress, type StatusTimes } from '../../kit/progress.ts';
import type { Schedule } from '../../kit/schedule.ts';
import type { World } from '../../kit/world.ts';
import type { Accounts } from '../account.ts';
import type { Outbox } from '../outbox.ts';
import { renderEvent } from './event.ts';
import type { MessageStore } from './message-store.ts';
import type { GlobalUnderway } from './sending.ts';

export interface GlobalDeliveryOptions {
  world: World;
  schedule: Schedule;
  accounts: Accounts;
  outbox: Outbox;
  store: MessageStore;
  times: StatusTimes;
}

/** The way of messages of the global API to people, told to each message's own `events_url`. */
export function createGlobalDelivery(options: GlobalDeliveryOptions): Progress<GlobalUnderway> {
  const { world, schedule, accounts, outbox, store, times } = options;
  return createProgress<GlobalUnderway>({
    world,
    schedule,
    times,
    tell({ messageId, numberId, to, eventsUrl, shown }, status, failure) {
      const message = store.move(messageId, { status, failure, at: world.clock.now() });
      const number = accounts.require(numberId);
      if (!message || eventsUrl === undefined || !number.webhookForm.statuses.includes(status)) return;
      const personKey = shown?.chat.personId ?? to;
      outbox.tell({ number, event: renderEvent(message, number), url: eventsUrl, personKey });
    },
  });
}
