import type { AnsweredBy } from '../../domain/message.ts';
import { type Sql, storableJson } from '../sql.ts';
import type { ClaimedSend, OutDraft, SendTerms } from '../work.ts';
import { type NewAttempt, startAttempts } from './attempts.ts';
import type { ConversationRow } from './conversations.ts';
import type { HeadRow } from './heads.ts';
import { type LaneRow, type Lanes, takeTokens } from './lanes.ts';
import type { NewMessages } from './new-messages.ts';
import { Pace } from './pace.ts';
import { Starting } from './starting.ts';
import { type ReadConversation, readConversations } from './views.ts';

/** A message that was queued in this operation, first in a line that was empty, and whoever has room for it. */
export interface OfferedSend {
  conversation: ConversationRow;
  draft: OutDraft;
  terms: SendTerms;
}

export interface BegunSends {
  of(offered: OfferedSend | null): ClaimedSend | null;
  /** Writes what belongs to them beside lanes and messages, which the operation writes. */
  save(): Promise<unknown>;
}

interface Ready {
  offered: OfferedSend;
  lane: LaneRow;
}

const NONE: BegunSends = { of: () => null, save: async () => {} };

/**
 * Begins the attempts of messages in the very step that queues them, as `claimSends` would in a step of its own. Lanes are leased and messages
 * marked in memory, before they are first written. What may not go out now stays for a claim.
 */
export async function beginSends(
  sql: Sql,
  offers: readonly OfferedSend[],
  { lanes, fresh }: { lanes: Lanes; fresh: NewMessages },
): Promise<BegunSends> {
  const ready = offers.flatMap((offered) => readyIn(lanes, offered));
  if (ready.length === 0) return NONE;
  const ids = ready.map(({ lane }) => lane.conversation_id);
  const paced = ready.filter(({ lane, offered }) => lane.channel_id in offered.terms.pair);
  const [tokens, conversations, pace] = await Promise.all([
    takeTokens(sql, ready.length),
    readConversations(sql, ids),
    Pace.read(
      sql,
      paced.map(({ lane }) => lane.conversation_id),
    ),
  ]);
  const begun = new Map<OfferedSend, ClaimedSend>();
  const attempts: NewAttempt[] = [];
  for (const [index, one] of ready.entries()) {
    const [token, conversation] = [tokens[index], conversations.get(one.lane.conversation_id)];
    if (token === undefined || conversation === undefined) continue;
    const started = start(one, { token, conversation }, { lanes, pace });
    if (started === null) continue;
    fresh.startSending(one.offered.draft.messageId, started.attempt.id);
    attempts.push(started.attempt);
    begun.set(one.offered, started.send);
  }
  return {
    of: (offered) => (offered && begun.get(offered)) ?? null,
    save: () => Promise.all([startAttempts(sql, attempts), pace.save()]),
  };
}

/** Null: it may not go now, and its lane is left for a claim. */
function start(
  { offered, lane }: Ready,
  { token, conversation }: { token: number; conversation: ReadConversation },
  { lanes, pace }: { lanes: Lanes; pace: Pace },
): { send: ClaimedSend; attempt: NewAttempt } | null {
  const { terms } = offered;
  lanes.lease(lane, { token, until: lanes.now + terms.leaseMs });
  const starting = new Starting(lanes.now, { terms, lanes, pace });
  // What this very step gave it to is not written yet.
  const view = { ...conversation.view, answeredBy: offered.conversation.answered_by as AnsweredBy };
  const [send] = starting.start(lane, headOf(offered, lanes.now), { ...conversation, view });
  const [attempt] = starting.attempts;
  if (send !== undefined && attempt !== undefined) return { send, attempt };
  // Held; or the person has had enough, and the lane knows until when.
  if (send !== undefined) lanes.release(lane, lanes.now, null);
  return null;
}

function readyIn(lanes: Lanes, offered: OfferedSend): Ready[] {
  const { conversation, draft } = offered;
  const lane = lanes.get(conversation.id, 'out');
  if (lane === undefined || !lanes.isFresh(lane) || lane.due > lanes.now) return [];
  // A quotation would have to be read, and a merged person's other conversation waited for: both are rare.
  return conversation.merges_awaited === 0 && draft.replyTo === null ? [{ offered, lane }] : [];
}

/** The row that `readHeads` would find. */
function headOf({ conversation, draft }: OfferedSend, now: number): HeadRow {
  return {
    id: draft.messageId,
    channel_id: conversation.channel_id,
    conversation_id: conversation.id,
    status: 'queued',
    author: draft.author,
    free_form: draft.freeForm ? 1 : 0,
    marketing: draft.marketing ? 1 : 0,
    at: now,
    expires_at: draft.expiresAt,
    tries: 0,
    doubts: 0,
    doubt_until: null,
    body: storableJson(draft.content),
    quoted_id: null,
    quoted_provider_id: null,
    quoted_at: null,
    last_attempt_id: null,
    last_number: null,
    last_started_at: null,
    last_connection_id: null,
  };
}
