import type { Operation } from '../engine.ts';
import { type Sql, statement } from '../sql.ts';
import type { Claimed, ClaimedSend, SendClaimRequest } from '../work.ts';
import { type NewAttempt, startAttempts } from './attempts.ts';
import { leaseDue } from './claim.ts';
import { readHeads } from './heads.ts';
import { Lanes } from './lanes.ts';
import { putOffMerging } from './merge-wait.ts';
import { Pace } from './pace.ts';
import { Starting } from './starting.ts';
import { readConversations } from './views.ts';

const START = statement(`
  update message set status = 'sending', attempt_id = r.id from {{rows $1 as r: id text, message_id text}}
  where message.id = r.message_id and message.status = 'queued'`);

/** Leases due out-lanes and begins the attempt of each one's first message, or says why it may not begin. */
export const claimSends: Operation<SendClaimRequest, Claimed<ClaimedSend>> = {
  name: 'work.claim_sends',
  async run(sql, requests) {
    const claimed: Claimed<ClaimedSend>[] = [];
    for (const request of requests) claimed.push(await claimOnce(sql, request));
    return claimed;
  },
};

async function claimOnce(sql: Sql, request: SendClaimRequest): Promise<Claimed<ClaimedSend>> {
  const leased = await leaseDue(sql, 'out', onlyConnected(request));
  const lanes = new Lanes(sql);
  lanes.keep(leased.lanes);
  const ready = await putOffMerging(sql, lanes, leased.lanes);
  const ids = ready.map((lane) => lane.conversation_id);
  const [heads, conversations, pace] = await Promise.all([
    readHeads(sql, ids),
    readConversations(sql, ids),
    Pace.read(
      sql,
      ready.filter((lane) => lane.channel_id in request.pair).map((lane) => lane.conversation_id),
    ),
  ]);
  const starting = new Starting(sql.now, { terms: request, lanes, pace });
  const work = ready.flatMap((lane) => {
    const [head, conversation] = [heads.get(lane.conversation_id), conversations.get(lane.conversation_id)];
    if (head === undefined || conversation === undefined) lanes.remove(lane);
    return head && conversation ? starting.start(lane, head, conversation) : [];
  });
  await Promise.all([startAll(sql, starting.attempts), pace.save(), lanes.save()]);
  return { work, nextDueAt: leased.nextDueAt, more: leased.more, now: sql.now };
}

/** Slots of an out-lane are senders; those without a connection are not claimed. */
function onlyConnected(request: SendClaimRequest): SendClaimRequest {
  const slots = Object.keys(request.connections).map((slot) => [slot, request.slots[slot] ?? request.perSlot]);
  return { ...request, perSlot: 0, slots: Object.fromEntries(slots) };
}

async function startAll(sql: Sql, attempts: readonly NewAttempt[]): Promise<void> {
  if (attempts.length === 0) return;
  await Promise.all([startAttempts(sql, attempts), sql.write(START, attempts)]);
}
