import type { Connector, Turn, TurnAnswer, TurnResult } from '../../src/domain/connector.ts';
import type { ConversationId } from '../../src/domain/ids.ts';
import type { SimContext } from './context.ts';
import { fateOf, strikes } from './context.ts';
import type { Clients } from './requests.ts';
import { answerText, partsOfAnswer } from './setting.ts';
import { createTurnWitness, textOf, whoIn } from './turn-witness.ts';
import type { StepOwner } from './world.ts';

/** The bots of all channels: they echo each message by name, in parts, and check what they are told. */
export interface SimBots {
  connector(owner: StepOwner): Connector;
}

interface ReplyBody {
  id: string;
  texts: string[];
  more: boolean;
  variables: Record<string, unknown>;
}

/** Some replies come later than the 60 s that they may take. */
const LATEST_REPLY_MS = 65_000;

export function createSimBots(clients: Clients, context: SimContext): SimBots {
  const { world, profile, record } = context;
  const { random } = world;
  const witness = createTurnWitness(context);
  const deferred = new Set<string>();
  const answered = new Set<string>();
  let downUntil = 0;

  function decide(turn: Turn): TurnResult {
    if (world.now() < downUntil) return { outcome: 'failed', message: 'refused', retryable: true };
    if (deferred.has(turn.id)) return { outcome: 'deferred' };
    const { forgets: _, silent: __, handsOver: ___, ...chances } = profile.bot;
    switch (fateOf(context, chances)) {
      case 'error':
        return { outcome: 'failed', message: 'error', retryable: true };
      case 'refusal':
        return { outcome: 'failed', message: 'refusal', retryable: false };
      case 'goesDown':
        downUntil = world.now() + (random.chance(0.1) ? 400_000 : random.between(5_000, 60_000));
        return { outcome: 'failed', message: 'going down', retryable: true };
      case 'deferred':
        deferred.add(turn.id);
        if (!strikes(context, profile.bot.forgets)) replyLater(turn);
        return { outcome: 'deferred' };
      case undefined:
        return answer(turn);
    }
  }

  function answer(turn: Turn): TurnAnswer {
    const answer = {
      outcome: 'answered',
      parts: textsFor(turn).map(toPart),
      variables: variablesAfter(turn),
    } as const;
    if (!handsOver(turn)) return answer;
    giveBack(turn.conversationId as ConversationId);
    return { ...answer, handover: {} };
  }

  /** Decided once for a turn, so that it does not matter which try is heard. */
  function handsOver(turn: Turn): boolean {
    const isDecided = answered.has(turn.id);
    answered.add(turn.id);
    if (!isDecided && strikes(context, profile.bot.handsOver)) record.handingOver.set(turn.id, whoIn(turn));
    return record.handingOver.has(turn.id);
  }

  /** The human is done after a while, whether or not the answer that handed over was ever heard. */
  function giveBack(conversationId: ConversationId): void {
    clients.request({
      label: `give back ${conversationId}`,
      delayMs: random.between(1_000, 20_000),
      send: (node) => node.store.setAnsweredBy(conversationId, 'bot'),
      isFinal: (isKnown) => isKnown,
      done() {},
    });
  }

  function replyLater(turn: Turn): void {
    const texts = textsFor(turn);
    const bodies: ReplyBody[] = random.chance(0.4)
      ? texts.map((text, index) => replyBody(turn, { texts: [text], index, more: index < texts.length - 1 }))
      : [replyBody(turn, { texts, index: 0, more: false })];
    const delayMs = random.chance(0.3) ? random.between(0, 100) : random.between(0, LATEST_REPLY_MS);
    post(turn, bodies, delayMs);
  }

  function post(turn: Turn, [body, ...rest]: ReplyBody[], delayMs: number): void {
    if (!body) return;
    clients.request({
      label: `reply ${body.texts.join(', ')}`,
      delayMs,
      send: (node) => node.pipeline.replies.receive(turn.id, turn.reply.token, body),
      isFinal: () => true,
      done({ outcome }) {
        if (outcome === 'forbidden' || outcome === 'invalid') record.violations.push(`a reply was ${outcome}`);
        if (outcome !== 'accepted') return;
        if (random.chance(0.3)) repeat(turn, body);
        post(turn, rest, random.between(0, 500));
      },
    });
  }

  /** The same reply twice has the same answer. */
  function repeat(turn: Turn, body: ReplyBody): void {
    clients.request({
      label: `reply again ${body.texts.join(', ')}`,
      delayMs: random.between(0, 2_000),
      send: (node) => node.pipeline.replies.receive(turn.id, turn.reply.token, body),
      isFinal: () => true,
      done({ outcome }) {
        if (outcome !== 'accepted') record.violations.push(`an accepted reply was ${outcome} when repeated`);
      },
    });
  }

  return {
    connector: (owner) => ({
      deliver: (turn, signal) =>
        new Promise((resolve) => {
          const gaveUp: TurnResult = { outcome: 'failed', message: 'timed out', retryable: true };
          const isOver = witness.begin(owner, turn);
          const end = (result: TurnResult) => {
            isOver();
            resolve(result);
          };
          signal.addEventListener('abort', () => end(gaveUp));
          const run = () => {
            if (strikes(context, profile.bot.silent)) return;
            const result = decide(turn);
            const delayMs = random.between(1, 800);
            world.post({ label: `bot says ${result.outcome}`, delayMs, owner, run: () => end(result) });
          };
          world.post({ label: `bot is asked ${turn.id}`, delayMs: random.between(1, 30), sentBy: owner, run });
        }),
      parseReply: (body) => parseReply(body as ReplyBody),
    }),
  };
}

function textsFor(turn: Turn): string[] {
  return turn.messages
    .map(textOf)
    .flatMap((text) => Array.from({ length: partsOfAnswer(text) }, (_, part) => answerText(text, part)));
}

function variablesAfter(turn: Turn): Record<string, unknown> {
  return { who: whoIn(turn), last: turn.id };
}

function replyBody(turn: Turn, { texts, index, more }: { texts: string[]; index: number; more: boolean }): ReplyBody {
  const variables = { ...variablesAfter(turn), [`reply ${index}`]: turn.id };
  return { id: `${turn.id}/${index}`, texts, more, variables };
}

function toPart(text: string): TurnAnswer['parts'][number] {
  return { content: { type: 'text', text } };
}

function parseReply({ texts, variables }: ReplyBody): TurnAnswer {
  return { outcome: 'answered', parts: texts.map(toPart), variables };
}
