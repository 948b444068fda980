import type { Turn, TurnMessage } from '../../src/domain/connector.ts';
import type { SimContext } from './context.ts';
import { conversationIn } from './setting.ts';
import type { StepOwner } from './world.ts';

/** Checks what bots are told, whatever they make of it. */
export interface TurnWitness {
  /** A node calls the bot; returns what to call when the call is over. */
  begin(owner: StepOwner, turn: Turn): () => void;
}

export function createTurnWitness({ profile, record }: SimContext): TurnWitness {
  const told = new Map<string, string>();
  const inHand = new Map<string, StepOwner>();
  const { refused, answerLost } = profile.store;
  const isStoreReliable = refused + answerLost === 0;

  /** Only when it is first told: a node that was frozen may tell an old turn again. */
  function checkMemory({ id, conversationId, session }: Turn): void {
    const expected = sorted(record.variables.get(conversationId) ?? {});
    if (told.has(id) || sorted(session.variables) === expected) return;
    record.violations.push(`turn ${id} is told ${sorted(session.variables)}, not ${expected}`);
  }

  function checkSame({ id, sender, conversationId, session, messages }: Turn): void {
    const content = JSON.stringify({ id, sender, conversationId, session, messages });
    const before = told.get(id) ?? content;
    if (before !== content) record.violations.push(`turn ${id} changed from ${before} to ${content}`);
    told.set(id, content);
  }

  function checkSession(turn: Turn): void {
    const known = turn.session.variables.who ?? whoIn(turn);
    if (known !== whoIn(turn)) record.violations.push(`the session of ${String(known)} was given to ${whoIn(turn)}`);
  }

  /** A node that lives and reaches the store keeps its lease for as long as the bot takes. */
  function checkAlone({ id }: Turn): void {
    if (inHand.get(id)?.isAlive && record.pauses === 0 && isStoreReliable) {
      record.violations.push(`turn ${id} was with the bot twice at once`);
    }
  }

  return {
    begin(owner, turn) {
      // Two conversations of one person found out late have two sessions.
      if (profile.partlyKnown === 0) checkMemory(turn);
      checkSame(turn);
      checkSession(turn);
      checkAlone(turn);
      record.conversations.set(turn.conversationId, whoIn(turn));
      inHand.set(turn.id, owner);
      return () => inHand.delete(turn.id);
    },
  };
}

function sorted(variables: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The conversation that the messages name; several if they were mixed up. */
export function whoIn(turn: Turn): string {
  return [...new Set(turn.messages.map((message) => conversationIn(textOf(message))))].join('+');
}

export function textOf(message: TurnMessage): string {
  return 'text' in message ? String(message.text) : '';
}
