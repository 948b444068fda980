import type { ProviderEvent, SenderAddress } from '../domain/events.ts';
import type { MessageId } from '../domain/ids.ts';
import type { SenderEntry } from '../services/directory.ts';
import type { DeadLetterReason, IngestItem } from '../store/ingest-items.ts';
import { type Arrival, replayable } from './arrival.ts';
import type { PipelineContext } from './parts.ts';
import { isProven } from './proof.ts';
import { accountItems, channelEvent } from './route-account.ts';
import { toItem } from './routing.ts';

/** Every event by its own sender; what cannot be routed becomes a dead letter beside its siblings. */
export async function routeEvents(
  events: readonly ProviderEvent[],
  arrival: Arrival,
  context: PipelineContext,
): Promise<IngestItem[]> {
  const routing = {
    receivedAt: arrival.receivedAt,
    nextId: () => context.ids.next('msg') as MessageId,
    nextMediaId: () => context.ids.next('med'),
  };
  const items: IngestItem[] = [];
  for (const event of events) {
    if (event.type === 'unparsable') {
      items.push(deadLetter('unparsable', event.reason, { raw: event.raw, arrival, context }));
    } else if (event.type === 'account_reported') {
      items.push(...accountItems(event, arrival, context));
    } else if (event.type === 'unknown_reported' && event.sender === undefined) {
      items.push(channelEvent(arrival.channel.channel.id, event, arrival));
    } else {
      const entry = event.sender && (await findSender(event.sender, arrival, context));
      items.push(
        entry
          ? toItem(event, entry, routing)
          : deadLetter('unknown_sender', 'no channel here has the sender that this is for', {
              raw: replayable(arrival.request.body) ?? event.raw,
              arrival,
              context,
            }),
      );
      if (entry && event.sender?.learned) context.directory.learn(entry.sender.id, event.sender.learned);
    }
  }
  return items;
}

/** A sender of this channel; or of another one whose own secret proves the same bytes (several channels of one app). */
async function findSender(
  address: SenderAddress,
  arrival: Arrival,
  context: PipelineContext,
): Promise<SenderEntry | undefined> {
  const { definition } = arrival.entry;
  if (address.value === null) return onlySender(arrival);
  const entries = await context.directory.findSenders(definition.id, address.field, address.value);
  const own = entries.find((entry) => entry.channel.channel.id === arrival.channel.channel.id);
  if (own) return { ...own, connection: arrival.entry };
  return entries.find((entry) => isProven(entry.connection, arrival));
}

/** Of a channel with several senders, nobody can say whom it is for. */
function onlySender({ channel, entry }: Arrival): SenderEntry | undefined {
  const [sender, ...others] = channel.senders;
  return sender && others.length === 0 ? { sender, channel, connection: entry } : undefined;
}

function deadLetter(
  reason: DeadLetterReason,
  message: string,
  { raw, arrival, context }: { raw: string; arrival: Arrival; context: PipelineContext },
): IngestItem {
  return {
    type: 'dead_letter',
    deadLetter: {
      id: context.ids.next('dl'),
      channelId: arrival.channel.channel.id,
      connectionId: arrival.entry.connection.id,
      reason,
      message,
      messageId: null,
      raw,
      at: arrival.receivedAt,
    },
  };
}
