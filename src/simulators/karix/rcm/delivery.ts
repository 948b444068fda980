import type { OrderedFailure } from '../../kit/answer-fault.ts';
import { createProgress, type Progress, type StatusTimes } from '../../kit/progress.ts';
import type { Schedule } from '../../kit/schedule.ts';
import type { World } from '../../kit/world.ts';
import type { Accounts } from '../account.ts';
import type { Outbox } from '../outbox.ts';
import type { ToldStatus, WebhookForm } from '../webhook-form.ts';
import { renderDelivery, type Underway } from './delivery-event.ts';

export interface DeliveryOptions {
  world: World;
  schedule: Schedule;
  accounts: Accounts;
  outbox: Outbox;
  times: StatusTimes;
}

/** The way of RCM messages to people, told to the business status by status: `Queued` comes before those of the kit. */
export function createRcmDelivery(options: DeliveryOptions): Progress<Underway> {
  const { world, schedule, accounts, outbox, times } = options;
  /** Events of messages that are told in another order than they happen. */
  const held = new Map<string, { status: ToldStatus; event: object }[]>();

  const tell = (message: Underway, status: ToldStatus, failure?: OrderedFailure) => {
    const number = accounts.require(message.numberId);
    const { statuses, order } = number.webhookForm;
    if (!statuses.includes(status) && order === 'as_happened') return;
    const event = renderDelivery(message, { status, at: world.clock.now(), failure }, number);
    const personKey = message.shown?.chat.personId ?? message.to;
    if (order === 'as_happened') return outbox.tell({ number, event, personKey });

    const events = [...(held.get(message.messageId) ?? []), { status, event }];
    if (status === 'queued' || status === 'sent') return void held.set(message.messageId, events);
    held.delete(message.messageId);
    for (const one of arrange(events, order)) {
      if (statuses.includes(one.status)) outbox.tell({ number, event: one.event, personKey });
    }
  };

  const progress = createProgress<Underway>({ world, schedule, times, tell });
  return {
    follow(message, failure) {
      schedule.after(0, () => tell(message, 'queued'));
      progress.follow(message, failure);
    },
    read: progress.read,
  };
}

function arrange<Event extends { status: ToldStatus }>(events: Event[], order: WebhookForm['order']): Event[] {
  if (order === 'reversed') return events.toReversed();
  const isQueued = ({ status }: Event) => status === 'queued';
  return [...events.filter((event) => !isQueued(event)), ...events.filter(isQueued)];
}
