import type { MessageId } from '../../domain/ids.ts';
import { withTemplateParameters } from '../../domain/template-parameters.ts';
import { bulkPerSecond } from '../../services/bulk-rate.ts';
import type { ChannelEntry } from '../../services/directory.ts';
import type { BulkStep, BulkStore, ClaimedBulk, ClaimedRecipient, RecipientStep } from '../../store/bulk.ts';
import { draftMessages } from '../drafts.ts';
import { createLaneRunner, type Holding, type LaneRunner, LEASE_MS } from '../lane-runner.ts';
import type { PipelineContext } from '../parts.ts';
import { persist } from '../persist.ts';
import { createBulkPace } from './bulk-pace.ts';

const MOST_IN_HAND = 16;

/** Works through the lists of bulk sends, a little at a time and behind all live traffic. */
export function createBulkRunner(context: PipelineContext, store: BulkStore): LaneRunner {
  const { clock, observer, directory } = context;
  const pace = createBulkPace(context);

  async function handle(work: ClaimedBulk, holding: Holding): Promise<void> {
    const channel = directory.channel(work.channelId);
    // Gone since the claim; the lease runs out by itself.
    if (!channel?.active) return;
    const step = address(work, channel, context);
    await persist(() => store.expand(step), {
      clock,
      giveUpAt: holding.leaseUntil(),
      isStopped: context.isStopped,
    });
    observer.changed({ kind: 'bulk', channelId: work.channelId, bulkSendId: work.id });
  }

  return createLaneRunner<ClaimedBulk>({
    kind: 'bulk',
    clock,
    store: context.store,
    capacity: MOST_IN_HAND,
    claim: () => store.claim({ leaseMs: LEASE_MS, senders: pace() }),
    handle,
    onError: (error) => observer.error('bulk runner', error),
  });
}

/** The messages of the claimed recipients. The next are due when the sender's share has room for as many. */
function address(work: ClaimedBulk, channel: ChannelEntry, context: PipelineContext): BulkStep {
  return {
    lane: work.lane,
    id: work.id,
    recipients: work.recipients.map((recipient) => addressOne(recipient, { work, channel, context })),
    delayMs: Math.floor((work.recipients.length / bulkPerSecond(channel)) * 1_000),
  };
}

function addressOne(
  { place, identifiers, parameters }: ClaimedRecipient,
  { work, channel, context }: { work: ClaimedBulk; channel: ChannelEntry; context: PipelineContext },
): RecipientStep {
  const now = context.clock.now();
  const definition = channel.active?.definition;
  if (definition === undefined) return { place, identifiers, invalid: 'the channel has no active connection' };
  const drafted = draftMessages(
    { content: withTemplateParameters(work.content, parameters), author: 'campaign' },
    {
      definition,
      rules: channel.channel.rules,
      now,
      nextId: () => context.ids.next('msg') as MessageId,
    },
  );
  if (!drafted.ok) return { place, identifiers, invalid: `${drafted.path} ${drafted.message}`.trim() };
  // Whoever wants no marketing any more when it is sent does not get it either.
  const drafts = drafted.drafts.map((draft) => ({ ...draft, marketing: true }));
  const trace = drafts.map(({ messageId }) => ({
    messageId,
    step: 'queued' as const,
    at: now,
    detail: { bulkSendId: work.id },
  }));
  return { place, identifiers, drafts, trace };
}
