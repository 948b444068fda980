import { choicesOf } from '../connectors/flow/expectations/choice.ts';
import type { Choice } from '../domain/choices.ts';
import type { Connector, Turn, TurnResult } from '../domain/connector.ts';
import type { InboundContent } from '../domain/content.ts';

export interface FlowSessionParts {
  connector: Connector;
  person: Turn['contact'];
  now: () => number;
}

/** One person's session with a bot, kept as the gateway keeps it. */
export interface FlowSession {
  send(content: InboundContent): Promise<TurnResult>;
  restart(): void;
  variables(): Readonly<Record<string, unknown>>;
  /** Buttons and rows that were offered last. */
  choices(): readonly Choice[];
  isHandedOver(): boolean;
}

/** As a channel has it unless told otherwise. */
const BOT_TIMEOUT_MS = 20_000;

export function createFlowSession({ connector, person, now }: FlowSessionParts): FlowSession {
  let kept = newSession();
  let choices: readonly Choice[] = [];
  let isHandedOver = false;
  let turns = 0;

  return {
    variables: () => kept.variables,
    choices: () => choices,
    isHandedOver: () => isHandedOver,
    restart() {
      kept = newSession();
      choices = [];
      isHandedOver = false;
    },
    async send(content) {
      turns += 1;
      const turn = buildTurn({ person, content, session: kept, turns, now: now() });
      const result = await connector.deliver(turn, AbortSignal.timeout(BOT_TIMEOUT_MS));
      if (result.outcome !== 'answered') return result;
      // Through JSON and back, as through the store.
      kept = result.end
        ? newSession()
        : JSON.parse(JSON.stringify({ isNew: false, variables: result.variables ?? {}, state: result.state ?? null }));
      if (result.parts.length > 0)
        choices = result.parts.map(({ content }) => choicesOf(content)).findLast((some) => some.length > 0) ?? [];
      isHandedOver = result.handover !== undefined;
      return result;
    },
  };
}

interface KeptSession {
  isNew: boolean;
  variables: Record<string, unknown>;
  state: unknown;
}

function newSession(): KeptSession {
  return { isNew: true, variables: {}, state: null };
}

interface TurnParts {
  person: Turn['contact'];
  content: InboundContent;
  session: KeptSession;
  /** Turns so far, this one included. */
  turns: number;
  now: number;
}

function buildTurn({ person, content, session, turns, now }: TurnParts): Turn {
  const messageId = `msg_try_${turns}`;
  // Of a tapped choice `id` is the choice's own.
  const named = 'id' in content ? { messageId } : { id: messageId };
  return {
    id: `turn_try_${turns}`,
    attempt: 1,
    channel: { id: 'ch_try', name: 'Terminal' },
    sender: { id: 'snd_try', phoneNumber: '15550009999' },
    contact: person,
    conversationId: 'cnv_try',
    session: { id: 'ses_try', ...session },
    // The cast: `named` gives every kind the id it lacks.
    messages: [{ ...content, ...named, at: new Date(now).toISOString() } as Turn['messages'][number]],
    reply: { url: '', token: '', expiresAt: new Date(now).toISOString() },
  };
}
