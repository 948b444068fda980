import { isStopped } from '../domain/channel.ts';
import type { WebhookRequest } from '../domain/provider.ts';
import type { TokenGate } from '../services/applications/token-gate.ts';
import type { ConnectionEntry } from '../services/directory.ts';
import type { IngestItem, StatusItem, WebhookOrigin } from '../store/ingest-items.ts';
import type { QueryStore } from '../store/queries.ts';
import { StoreUnavailable } from '../store/store.ts';
import { admit } from './admission.ts';
import { changesOf } from './announce.ts';
import { type Arrival, readEvents, replayable } from './arrival.ts';
import type { Intake, IntakeReply } from './doors.ts';
import type { PipelineContext } from './parts.ts';
import { connectionOf } from './route-account.ts';
import { routeEvents } from './route-events.ts';
import { stopIfTold } from './stopping.ts';
import type { TurnRunner } from './turn-runner.ts';

const NOT_FOUND: IntakeReply = { status: 404, contentType: 'text/plain', body: 'no such webhook' };
const ACCEPTED: IntakeReply = { status: 200, contentType: 'text/plain', body: '' };
const RETRY_AFTER_SECONDS = '5';
const UNAVAILABLE: IntakeReply = {
  status: 503,
  contentType: 'text/plain',
  body: 'storage is unavailable, please repeat',
  headers: { 'retry-after': RETRY_AFTER_SECONDS },
};

export interface IntakeContext extends PipelineContext {
  queries: Pick<QueryStore, 'attemptStart'>;
  tokenGate: Pick<TokenGate, 'check'>;
  /** Told when a webhook is to be repeated: it may be an echo that somebody waits for. */
  missed(): void;
  /** Room for a turn that a webhook's items may begin, so that nobody has to claim it. */
  offerTurn: TurnRunner['offer'];
}

/** Verifies, parses, routes, and answers once everything is durable. */
export function createIntake(context: IntakeContext): Intake {
  return {
    knows: async (token) => (await context.directory.findByToken(token)) !== null,
    async receive(token, received) {
      const found = await context.directory.findByToken(token);
      if (!found) return NOT_FOUND;
      const receivedAt = context.clock.now();
      const request: WebhookRequest = { ...received, url: found.entry.callbackUrl, receivedAt };
      if (request.method !== 'POST') return handshake(found.entry, request);
      return accept({ ...found, request, receivedAt }, context);
    },
  };
}

async function handshake({ provider }: ConnectionEntry, request: WebhookRequest): Promise<IntakeReply> {
  return provider.handshake?.(request) ?? (await provider.callback?.(request)) ?? NOT_FOUND;
}

async function accept(arrival: Arrival, context: IntakeContext): Promise<IntakeReply> {
  try {
    const admission = await admit(arrival, context);
    if (!admission.isAdmitted) return admission.reply;
    await keep(arrival, context);
    context.observer.webhook('accepted');
    context.observer.stage('intake', context.clock.now() - arrival.receivedAt);
    return arrival.entry.provider.webhookReply?.(admission.verdict) ?? ACCEPTED;
  } catch (error) {
    context.missed();
    if (!(error instanceof StoreUnavailable)) throw error;
    context.observer.webhook('unavailable');
    return UNAVAILABLE;
  }
}

/** Resolves when everything that was told is durable. */
async function keep(arrival: Arrival, context: IntakeContext): Promise<void> {
  const items = await routeEvents(readEvents(arrival, context.observer), arrival, context);
  const outcomes = items.length > 0 ? await ingest(items, arrival, context) : [];
  const fresh = items.filter((_, index) => outcomes[index] !== 'duplicate');
  countAgainstBudgets(fresh, arrival, context);
  for (const change of changesOf(fresh)) context.observer.changed(change);
  await followStops(fresh, arrival, context);
}

async function ingest(items: readonly IngestItem[], arrival: Arrival, { store, offerTurn }: IntakeContext) {
  const offer = offerTurn(items);
  return store.ingest(items, originOf(arrival), offer ?? undefined).finally(() => offer?.end());
}

/** What a dead letter must hold if the store refuses an item. */
function originOf({ entry, request }: Arrival): WebhookOrigin {
  return { connectionId: entry.connection.id, raw: () => replayable(request.body) };
}

/** On some providers what people write uses up the sender's rate too. */
function countAgainstBudgets(items: readonly IngestItem[], arrival: Arrival, context: PipelineContext): void {
  if (!arrival.entry.definition.capabilities.inboundCountsTowardsRate) return;
  for (const item of items) {
    if (item.type === 'message' && item.seen.kind === 'message') context.budgets.spend(item.senderId, 1);
  }
}

/** What was told about the right to send: effects are stored already, and lanes that wait are to hear of it. */
async function followStops(items: readonly IngestItem[], arrival: Arrival, context: IntakeContext): Promise<void> {
  for (const item of items) {
    if (item.type === 'status' && item.failure?.stops !== undefined) {
      const sentOver = connectionOfStatus(item, arrival, context);
      // The failures of a long list all tell the same.
      if (!sentOver || isStopped(sentOver.connection, context.clock.now())) continue;
      // Providers may tell of a failure long after the attempt: what counts is whether that began before the last release.
      const attemptAt = context.queries.attemptStart(item).then((start) => start ?? item.at);
      await stopIfTold(sentOver, { failure: item.failure, attemptAt }, context);
    } else if (item.type === 'channel_event') {
      const isReleased = item.effects?.list.some(({ type }) => type === 'sending_released');
      if (isReleased) await context.stops.released(item.channelId);
    }
  }
}

/** Statuses of other channels come by this callback URL too, where several share an app. */
function connectionOfStatus(
  { senderId }: StatusItem,
  arrival: Arrival,
  context: PipelineContext,
): ConnectionEntry | undefined {
  const channel = context.directory.sender(senderId)?.channel;
  return channel && connectionOf(channel, arrival);
}
