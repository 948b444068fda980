import type { z } from 'zod';
import type { Identifier } from '../../domain/identity.ts';
import type { AppendOutcome, BulkOutcome, BulkRecipient, BulkRequest } from '../../pipeline/bulk/bulk-doors.ts';
import type { Access } from '../../services/access.ts';
import { type BulkDetail, refused } from '../../services/bulk-sends.ts';
import type { BulkView, RecipientView } from '../../store/bulk.ts';
import { HttpProblem, invalidRequest } from '../problem.ts';
import { readSaid } from './content.ts';
import { present } from './present.ts';
import type {
  appendedRecipients,
  appendRecipients,
  bulkRecipientPage,
  bulkSend,
  bulkSendSummary,
  createBulkSend,
} from './schemas/bulk-send.ts';
import { proactiveOff, requestHashOf } from './send-mapping.ts';
import { isoTime, isoTimeOrNull } from './time.ts';

type CreateBody = z.output<typeof createBulkSend>;

export function parseBulkSend(body: CreateBody, idempotencyKey: string | undefined, access: Access): BulkRequest {
  const idempotency = idempotencyKey && { scope: access.keyId, key: idempotencyKey, requestHash: requestHashOf(body) };
  return {
    channelId: body.channelId,
    name: body.name ?? '',
    content: readSaid(body.content, '/content'),
    recipients: parseRecipients(body),
    start: body.start,
    ...present({ senderId: body.senderId }),
    ...(idempotency && { idempotency }),
  };
}

export function parseRecipients({ recipients }: z.output<typeof appendRecipients>): BulkRecipient[] {
  return recipients.map(({ to, parameters }) => ({
    to: typeof to === 'string' ? { phone: to } : present({ phone: to.phoneNumber, userId: to.userId }),
    ...(parameters !== undefined && { parameters }),
  }));
}

/** The id of what was created. Throws the problem that says why nothing was. */
export function readOutcome(outcome: BulkOutcome): string {
  if (outcome.outcome === 'invalid') throw invalidRequest(outcome.problems);
  if (outcome.outcome === 'proactive_off') throw proactiveOff();
  if (outcome.outcome !== 'conflict') return outcome.id;
  const detail = 'This Idempotency-Key was used with another request.';
  throw new HttpProblem(409, 'idempotency_conflict', { detail });
}

export function renderAppended(outcome: AppendOutcome): z.output<typeof appendedRecipients> {
  if (outcome.outcome === 'invalid') throw invalidRequest(outcome.problems);
  if (outcome.outcome === 'closed') throw refused(outcome.state);
  return { total: outcome.total };
}

export function renderBulkSummary(view: BulkView): z.output<typeof bulkSendSummary> {
  const { total, pending, addressed, skipped } = view;
  return { ...renderBase(view), progress: { total, pending, addressed, skipped } };
}

/** `now`: epoch ms. */
export function renderBulkSend(view: BulkDetail, now: number): z.output<typeof bulkSend> {
  const { progress, ...base } = renderBulkSummary(view);
  const { pending, perSecond, state } = view;
  const endsAt = state === 'running' && perSecond > 0 ? now + (pending / perSecond) * 1_000 : null;
  return {
    ...base,
    content: { ...view.content },
    progress: { ...progress, ...view.reach },
    perSecond,
    estimatedEndAt: isoTimeOrNull(endsAt),
  };
}

export function renderRecipient(view: RecipientView): z.output<typeof bulkRecipientPage>['items'][number] {
  const { place, identifiers, state, reason, detail, messageId, messageStatus } = view;
  const value = (kind: Identifier['kind']) => identifiers.find((identifier) => identifier.kind === kind)?.value;
  const to = present({ phoneNumber: value('phone'), userId: value('user_id') });
  return { place, to, state, reason, detail, messageId, messageStatus };
}

function renderBase({ id, channelId, senderId, name, state, ...times }: BulkView) {
  return {
    id,
    channelId,
    senderId,
    name,
    state,
    createdAt: isoTime(times.createdAt),
    startedAt: isoTimeOrNull(times.startedAt),
    finishedAt: isoTimeOrNull(times.finishedAt),
  };
}
