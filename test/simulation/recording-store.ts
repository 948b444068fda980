import type { IngestItem, Sighting } from '../../src/store/ingest-items.ts';
import type { WorkStore } from '../../src/store/work.ts';
import type { SimContext } from './context.ts';
import type { Sighted } from './record.ts';
import { conversationIn } from './setting.ts';

/** The store, with its steps written down as they are applied, whoever hears of it. */
export function recordSteps(store: WorkStore, { record, profile, world: { now } }: SimContext): WorkStore {
  let step = 0;
  const replies = new Set<string>();

  function begin(attemptId: string): void {
    record.begun.set(attemptId, { step, at: now() });
  }

  function sight(channelId: string, { identifiers }: Sighting, message: Sighted['message']): void {
    record.sighted.push({ keys: identifiers.map(({ kind, matchKey }) => `${channelId}/${kind}/${matchKey}`), message });
  }

  function take(item: IngestItem): void {
    if (item.type === 'message') {
      const text = 'text' in item.content ? String(item.content.text) : '';
      sight(item.channelId, item.person, { text, senderId: item.senderId });
      if (record.withHuman.has(conversationIn(text))) record.forHuman.add(text);
    }
    if (item.type !== 'status') return;
    if (item.person) sight(item.channelId, item.person, null);
    if (item.attemptId && !record.echoed.has(item.attemptId)) record.echoed.set(item.attemptId, step);
    const accepted = record.accepted.find(({ providerMessageId }) => providerMessageId === item.providerMessageId);
    accepted?.statuses.push(item.status);
  }

  return {
    ...store,
    async ingest(items) {
      const outcomes = await store.ingest(items);
      step += 1;
      items.forEach((item, index) => {
        if (outcomes[index] === 'new') take(item);
      });
      return outcomes;
    },
    async commitTurn(turnStep) {
      const fenced = await store.commitTurn(turnStep);
      const who = profile.partlyKnown === 0 && record.handingOver.get(turnStep.turnId);
      const isAnswer = turnStep.outcome === 'done' && turnStep.itemStatus === 'answered';
      if (fenced === 'lost' || !isAnswer) return fenced;
      if (who) record.withHuman.add(who);
      if (turnStep.session) record.variables.set(turnStep.lane.conversationId, turnStep.session.variables);
      return fenced;
    },
    async replyToTurn(reply) {
      const outcome = await store.replyToTurn(reply);
      const key = `${reply.turnId} ${reply.replyKey}`;
      const before = record.variables.get(reply.conversationId);
      if (outcome === 'ok' && !replies.has(key))
        record.variables.set(reply.conversationId, { ...before, ...reply.variables });
      replies.add(key);
      return outcome;
    },
    async setAnsweredBy(conversationId, answeredBy) {
      const isKnown = await store.setAnsweredBy(conversationId, answeredBy);
      record.withHuman.delete(record.conversations.get(conversationId) ?? '');
      return isKnown;
    },
    async claimSends(request) {
      const claimed = await store.claimSends(request);
      step += 1;
      for (const { attempt } of claimed.work) if (attempt) begin(attempt.id);
      return claimed;
    },
    async resend(resendStep) {
      const fenced = await store.resend(resendStep);
      step += 1;
      if (fenced === 'ok' && !record.begun.has(resendStep.attemptId)) begin(resendStep.attemptId);
      return fenced;
    },
  };
}
