import type { TurnResult } from '../../domain/connector.ts';
import { parseAnswer } from '../kit/answer.ts';
import type { BotAnswer } from '../kit/exchange.ts';

/** Nothing to say, and nothing went wrong. */
const SILENCE: TurnResult = { outcome: 'answered', parts: [] };

/** What a 2xx means: 202 promises an answer, 204 and an empty body are silence, anything else carries it. */
export function readAnswer({ status, text, json }: BotAnswer): TurnResult {
  if (status === 202) return { outcome: 'deferred' };
  if (status === 204 || text.trim() === '') return SILENCE;
  if (json === undefined) return nonsense('it is not JSON');
  const answer = parseAnswer(json);
  return typeof answer === 'string' ? nonsense(answer) : answer;
}

/** The same request would get the same answer. */
function nonsense(why: string): TurnResult {
  return { outcome: 'failed', message: `The bot's answer cannot be read: ${why}`, retryable: false };
}
