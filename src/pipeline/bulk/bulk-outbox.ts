import type { OutboundContent } from '../../domain/content.ts';
import type { BulkSendId, ChannelId, MessageId } from '../../domain/ids.ts';
import { settleNative } from '../../domain/native.ts';
import { pointerOf } from '../../domain/pointer.ts';
import { withTemplateParameters } from '../../domain/template-parameters.ts';
import type { ChannelEntry } from '../../services/directory.ts';
import { preflight, preflightNow, type SendingPlace } from '../../services/templates/preflight.ts';
import type { BulkStore, NewRecipient } from '../../store/bulk.ts';
import { draftMessages } from '../drafts.ts';
import { pickSender, refuseMedia } from '../outbox.ts';
import type { PipelineParts } from '../parts.ts';
import type { AppendOutcome, BulkOutbox, BulkOutcome, BulkProblem, BulkRequest } from './bulk-doors.ts';
import { type CheckContent, checkRecipients } from './check-recipients.ts';

/** Recipients stored in one step: no webhook's commit waits long for it. */
const STORED_AT_ONCE = 250;
/** What no recipient's own parameters can mend. */
const BEYOND_PARAMETERS = ['/name', '/language'];

export interface BulkOutboxParts extends Pick<PipelineParts, 'directory' | 'clock' | 'ids' | 'templates' | 'media'> {
  store: BulkStore;
}

/** Takes lists, checks them, and stores them piece by piece before they start. */
export function createBulkOutbox(parts: BulkOutboxParts): BulkOutbox {
  const { store, directory } = parts;
  return {
    async create(request) {
      const channel = directory.channel(request.channelId as ChannelId); // An unknown id finds nothing.
      if (channel && !channel.channel.rules.proactive) return { outcome: 'proactive_off' };
      const checked = await checkRequest(request, channel, parts);
      if (!checked.ok) return { outcome: 'invalid', problems: checked.problems };
      const created = await store.create({ ...checked.bulk, id: parts.ids.next('bulk') as BulkSendId });
      if (created.outcome === 'conflict') return created;
      await storeAll(store, created, checked.recipients);
      // Whoever repeats a request does not start again what was stopped meanwhile.
      if (request.start && created.state === 'draft') await store.change(created.id, 'start');
      return { outcome: created.outcome, id: created.id };
    },

    async append(id, recipients) {
      const bulk = await store.get(id);
      const channel = bulk === null ? undefined : directory.channel(bulk.channelId);
      if (bulk === null || !channel?.active) return invalid('', 'its channel has no active connection');
      const check = await checkFor(bulk.content, { channel, senderId: bulk.senderId }, parts);
      const checked = await checkRecipients(recipients, bulk.content, check);
      if (!checked.ok) return { outcome: 'invalid', problems: checked.problems };
      let total = bulk.total;
      for (const piece of pieces(checked.recipients)) {
        const appended = await store.append({ id, at: null, recipients: piece });
        if (appended.outcome !== 'ok') return { outcome: 'closed', state: (await store.get(id))?.state ?? 'stopped' };
        total = appended.total;
      }
      return { outcome: 'ok', total };
    },
  };
}

/** Goes on behind what is stored already: of two that store the same list at once, each stores what the other has not. */
async function storeAll(
  store: BulkStore,
  created: { id: BulkSendId; stored: number },
  recipients: readonly NewRecipient[],
): Promise<void> {
  let { stored } = created;
  while (stored < recipients.length) {
    const piece = recipients.slice(stored, stored + STORED_AT_ONCE);
    const appended = await store.append({ id: created.id, at: stored, recipients: piece });
    if (appended.outcome === 'closed' || appended.outcome === 'unknown') return;
    stored = appended.stored;
  }
}

function pieces(recipients: readonly NewRecipient[]): (readonly NewRecipient[])[] {
  const count = Math.ceil(recipients.length / STORED_AT_ONCE);
  return Array.from({ length: count }, (_, index) =>
    recipients.slice(index * STORED_AT_ONCE, (index + 1) * STORED_AT_ONCE),
  );
}

type Checked =
  | { ok: true; bulk: Omit<Parameters<BulkStore['create']>[0], 'id'>; recipients: readonly NewRecipient[] }
  | { ok: false; problems: readonly BulkProblem[] };

async function checkRequest(
  request: BulkRequest,
  channel: ChannelEntry | undefined,
  parts: BulkOutboxParts,
): Promise<Checked> {
  if (!channel?.active) return wrong('/channelId', 'no such channel, or it has no active connection');
  const senderId = pickSender(request.senderId, channel);
  if (typeof senderId === 'object') return wrong('/senderId', senderId.message);
  const { name, idempotency, recipients } = request;
  const said = settleNative(request.content, channel.active.definition);
  if (!said.ok) return wrong(`/content${pointerOf(said.path)}`, said.message);
  const { content } = said;
  const media = await refuseMedia(content, channel, parts);
  if (media !== null) return wrong(pointerOf(media.field), media.message);
  const check = await checkFor(content, { channel, senderId }, parts);
  const problem = check({});
  const isPlain = recipients.every(({ parameters }) => parameters === undefined);
  if (problem !== null && (isPlain || BEYOND_PARAMETERS.includes(problem.path))) {
    return wrong(`/content${problem.path}`, problem.message);
  }
  const checked = await checkRecipients(recipients, content, check);
  if (!checked.ok) return checked;
  const bulk = { channelId: channel.channel.id, senderId, name, content, ...(idempotency && { idempotency }) };
  return { ok: true, bulk, recipients: checked.recipients };
}

/** Whether the channel can say it, with the parameters of one person. Its templates are in memory when this resolves. */
async function checkFor(content: OutboundContent, place: SendingPlace, parts: BulkOutboxParts): Promise<CheckContent> {
  await preflight(content, place, parts.templates);
  const { channel, active } = place.channel;
  const now = parts.clock.now();
  return (parameters) => {
    if (active === null) return null;
    const own = withTemplateParameters(content, parameters);
    const checked = preflightNow(own, place, parts.templates);
    if (!checked.ok) return checked;
    // Ids of messages that are never queued.
    const rules = { definition: active.definition, rules: channel.rules, now, nextId: () => '' as MessageId };
    const drafted = draftMessages({ content: own, author: 'campaign' }, rules);
    return drafted.ok ? null : { path: pointerOf(drafted.path), message: drafted.message };
  };
}

function wrong(path: string, message: string): { ok: false; problems: readonly BulkProblem[] } {
  return { ok: false, problems: [{ path, message }] };
}

function invalid(path: string, message: string): Extract<BulkOutcome & AppendOutcome, { outcome: 'invalid' }> {
  return { outcome: 'invalid', problems: [{ path, message }] };
}
