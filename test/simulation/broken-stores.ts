/** Stores that break one rule each: the checks must notice every one of them. */
import type { ClaimedSend, LaneRef, WorkStore } from '../../src/store/work.ts';
import { laneOf, raiseLane } from '../model/lanes.ts';
import type { ModelStore } from '../model/model-store.ts';
import { existing } from '../model/state.ts';
import type { ProfileName } from './profile.ts';

export interface BrokenStore {
  rule: string;
  /** Where its breaking shows. */
  profile: ProfileName;
  /** What the checks say of it. */
  complaint: RegExp;
  breakRule(model: ModelStore): WorkStore;
}

export const BROKEN_STORES: readonly BrokenStore[] = [
  {
    rule: 'the same message is taken once',
    profile: 'calm',
    complaint: /was taken \d times/,
    breakRule(model) {
      let count = 0;
      const fresh = () => `${++count}`;
      return {
        ...model,
        ingest: (items) =>
          model.ingest(
            items.map((item) => ('seen' in item ? { ...item, seen: { ...item.seen, key: fresh() } } : item)),
          ),
      };
    },
  },
  {
    rule: 'acknowledged is stored',
    profile: 'calm',
    complaint: /was taken 0 times|is not stored/,
    breakRule(model) {
      let count = 0;
      return {
        ...model,
        ingest: async (items) => (++count % 5 === 0 ? items.map(() => 'new' as const) : model.ingest(items)),
      };
    },
  },
  {
    rule: 'who lost the lease cannot write',
    profile: 'crashes',
    complaint: /was sent again|never came to rest/,
    breakRule: (model) => ({
      ...model,
      async commitTurn(step) {
        const turn = model.state.turns.get(step.turnId);
        if (turn) turn.state = 'open';
        return model.commitTurn({ ...step, lane: unfenced(model, step.lane) });
      },
    }),
  },
  {
    rule: 'an answer goes to who asked',
    profile: 'calm',
    complaint: /went from/,
    breakRule: (model) => ({
      ...model,
      async claimSends(request) {
        const claimed = await model.claimSends(request);
        const [anybody] = model.state.contacts.values();
        const identifiers = anybody?.identifiers ?? [];
        const misdirect = (work: ClaimedSend) => ({ ...work, conversation: { ...work.conversation, identifiers } });
        return { ...claimed, work: claimed.work.map(misdirect) };
      },
    }),
  },
  {
    rule: 'new work outlives the commit of the work before',
    profile: 'calm',
    complaint: /was left received/,
    breakRule: (model) => ({
      ...model,
      async commitTurn(step) {
        const fenced = await model.commitTurn(step);
        if (step.outcome === 'done') model.state.lanes.delete(`${step.lane.conversationId}/in`);
        return fenced;
      },
    }),
  },
  {
    rule: 'every try of a turn is the same',
    profile: 'bot_trouble',
    complaint: /^turn .* changed/,
    breakRule: (model) => ({
      ...model,
      async commitTurn(step) {
        const fenced = await model.commitTurn(step);
        const turn = model.state.turns.get(step.turnId);
        const conversation = model.state.conversations.get(step.lane.conversationId);
        if (step.outcome === 'retry' && turn && conversation) {
          for (const message of turn.messages) message.turnId = null;
          conversation.openTurn = null;
        }
        return fenced;
      },
    }),
  },
  {
    rule: "a session is one conversation's",
    profile: 'calm',
    complaint: /^the session of .* was given to/,
    breakRule: (model) => ({
      ...model,
      async claimTurns(request) {
        const claimed = await model.claimTurns(request);
        const [other] = [...model.state.conversations.values()].flatMap(({ session }) => session ?? []);
        return { ...claimed, work: claimed.work.map((work) => ({ ...work, session: other ?? work.session })) };
      },
    }),
  },
  {
    rule: 'messages leave in order',
    profile: 'calm',
    complaint: /was sent after/,
    breakRule: (model) => ({
      ...model,
      async commitTurn(step) {
        if (step.outcome !== 'done') return model.commitTurn(step);
        return model.commitTurn({ ...step, drafts: [...step.drafts].reverse() });
      },
    }),
  },
  {
    rule: "a merged person's older conversation goes first",
    profile: 'identities',
    complaint: /was sent after/,
    breakRule: (model) => ({
      ...model,
      async ingest(items) {
        const outcomes = await model.ingest(items);
        for (const conversation of model.state.conversations.values()) conversation.absorbs = [];
        return outcomes;
      },
    }),
  },
  {
    rule: 'what is in doubt waits for its echo',
    profile: 'provider_trouble',
    complaint: /was sent again|was sent 3 times/,
    breakRule: (model) => ({
      ...model,
      async commitSend(step) {
        if (step.outcome !== 'in_doubt') return model.commitSend(step);
        return model.commitSend({ ...step, outcome: 'retry', dueAt: 0, burn: true });
      },
    }),
  },
  {
    rule: 'the best status stays',
    profile: 'provider_trouble',
    complaint: /is shown as sent/,
    breakRule: (model) => ({
      ...model,
      async ingest(items) {
        const outcomes = await model.ingest(items);
        for (const item of items) {
          if (item.type !== 'status' || item.attemptId === undefined) continue;
          const message = model.state.messages.get(model.state.attempts.get(item.attemptId) ?? ('' as never));
          if (message) message.status = item.status;
        }
        return outcomes;
      },
    }),
  },
];

/** The lane as if its holder had never lost it. */
function unfenced({ state }: ModelStore, ref: LaneRef): LaneRef {
  const conversation = existing(state.conversations, ref.conversationId);
  const lane = laneOf(state, conversation, ref.kind) ?? raiseLane(state, conversation, ref.kind);
  lane.token ??= ref.token;
  return { ...ref, token: lane.token };
}
