import type { ProviderEvent } from '../domain/events.ts';
import type { ChannelId, MessageId } from '../domain/ids.ts';
import type { WebhookReply, WebhookRequest } from '../domain/provider.ts';
import type { ChannelEntry, ConnectionEntry, SenderEntry } from '../services/directory.ts';
import type { DeadLetterReason, IngestItem } from '../store/ingest-items.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { Intake, IntakeReply } from './doors.ts';
import type { PipelineContext } from './parts.ts';
import { toItem } from './routing.ts';

const NOT_FOUND: IntakeReply = { status: 404, contentType: 'text/plain', body: 'no such webhook' };
const REFUSED: IntakeReply = { status: 401, contentType: 'text/plain', body: 'signature refused' };
const ACCEPTED: IntakeReply = { status: 200, contentType: 'text/plain', body: '' };
const RETRY_AFTER_SECONDS = '5';
const REPLAYABLE_BYTES = 64 * 1024;
const UNAVAILABLE: IntakeReply = {
  status: 503,
  contentType: 'text/plain',
  body: 'storage is unavailable, please repeat',
  headers: { 'retry-after': RETRY_AFTER_SECONDS },
};

/** A callback URL that was found, and what came to it. */
export interface Arrival {
  entry: ConnectionEntry;
  channel: ChannelEntry;
  request: WebhookRequest;
  receivedAt: number;
}

/** Verifies, parses, routes, and answers once everything is durable. */
export function createIntake(context: PipelineContext): Intake {
  return {
    async receive(token, received) {
      const found = await context.directory.findByToken(token);
      if (!found) return NOT_FOUND;
      const request: WebhookRequest = { ...received, url: found.entry.callbackUrl };
      if (request.method !== 'POST') return handshake(found.entry, request);
      return accept({ ...found, request, receivedAt: context.clock.now() }, context);
    },
  };
}

async function handshake({ provider }: ConnectionEntry, request: WebhookRequest): Promise<IntakeReply> {
  return provider.handshake?.(request) ?? (await provider.callback?.(request)) ?? NOT_FOUND;
}

async function accept(arrival: Arrival, context: PipelineContext): Promise<IntakeReply> {
  const { provider } = arrival.entry;
  const verdict = provider.verify(arrival.request);
  if (!verdict.ok) {
    context.observer.webhook('refused');
    return reply(provider.webhookReply?.('refused'), REFUSED);
  }
  const events = provider.parse(arrival.request);
  try {
    const items = await toItems(events, arrival, context);
    const outcomes = items.length > 0 ? await context.store.ingest(items) : [];
    const fresh = items.filter((_, index) => outcomes[index] !== 'duplicate');
    countAgainstBudgets(fresh, arrival, context);
    announce(fresh, context);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    context.observer.webhook('unavailable');
    return UNAVAILABLE;
  }
  context.observer.webhook('accepted');
  context.observer.stage('intake', context.clock.now() - arrival.receivedAt);
  return reply(provider.webhookReply?.('accepted'), ACCEPTED);
}

function reply(own: WebhookReply | undefined, standard: IntakeReply): IntakeReply {
  return own ?? standard;
}

/** Every event by its own sender; what cannot be routed becomes a dead letter beside its siblings. */
export async function toItems(
  events: readonly ProviderEvent[],
  arrival: Arrival,
  context: PipelineContext,
): Promise<IngestItem[]> {
  const routing = { receivedAt: arrival.receivedAt, nextId: () => context.ids.next('msg') as MessageId };
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
  address: { field: string; value: string },
  arrival: Arrival,
  context: PipelineContext,
): Promise<SenderEntry | undefined> {
  const { definition } = arrival.entry;
  const entries = await context.directory.findSenders(definition.id, address.field, address.value);
  const own = entries.find((entry) => entry.channel.channel.id === arrival.channel.channel.id);
  if (own) return { ...own, connection: arrival.entry };
  return entries.find((entry) => entry.connection.provider.verify(arrival.request).ok);
}

type AccountEvent = Extract<ProviderEvent, { type: 'account_reported' }>;

function accountItems(event: AccountEvent, arrival: Arrival, context: PipelineContext): IngestItem[] {
  const { field, value } = event.account;
  const concerned = context.directory
    .channels()
    .filter((channel) => channel.senders.some((sender) => sender.fields[field] === value))
    .filter((channel) => isOf(channel, arrival));
  const channels = concerned.length > 0 ? concerned : [arrival.channel];
  return channels.map((channel) => channelEvent(channel.channel.id, event, arrival));
}

function isOf(channel: ChannelEntry, arrival: Arrival): boolean {
  if (channel.channel.id === arrival.channel.channel.id) return true;
  return channel.connections.some(
    ({ definition, provider }) => definition.id === arrival.entry.definition.id && provider.verify(arrival.request).ok,
  );
}

function channelEvent(
  channelId: ChannelId,
  event: Pick<AccountEvent, 'kind' | 'dedupeKey' | 'raw'> & { detail?: Record<string, unknown> },
  arrival: Arrival,
): IngestItem {
  return {
    type: 'channel_event',
    channelId,
    senderId: null,
    seen: { kind: 'account', key: event.dedupeKey },
    kind: event.kind,
    detail: event.detail ?? {},
    raw: event.raw,
    receivedAt: arrival.receivedAt,
  };
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

/** The whole body, so that it can be parsed again; a large one holds too much else, and only the fragment is kept. */
function replayable(body: Uint8Array): string | null {
  return body.byteLength <= REPLAYABLE_BYTES ? new TextDecoder().decode(body) : null;
}

/** On some providers what people write uses up the sender's rate too. */
function countAgainstBudgets(items: readonly IngestItem[], arrival: Arrival, context: PipelineContext): void {
  if (!arrival.entry.definition.capabilities.inboundCountsTowardsRate) return;
  for (const item of items) {
    if (item.type === 'message' && item.seen.kind === 'message') context.budgets.spend(item.senderId, 1);
  }
}

function announce(items: readonly IngestItem[], context: PipelineContext): void {
  for (const item of items) {
    if (item.type === 'message') {
      context.observer.changed({ kind: 'message', channelId: item.channelId, messageId: item.messageId });
    } else if (item.type === 'status') {
      context.observer.changed({ kind: 'status', channelId: item.channelId });
    } else if (item.type === 'dead_letter') {
      context.observer.changed({ kind: 'dead_letter' });
    }
  }
}
