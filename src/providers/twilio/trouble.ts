import type { ProviderTrouble } from '../../domain/provider.ts';
import type { ProviderAnswer } from '../kit/exchange.ts';
import { troubleOf } from '../kit/trouble.ts';
import { readFailure } from './answer.ts';

/** What an answer that is no success says. */
export function readTrouble(answer: ProviderAnswer): ProviderTrouble {
  const trouble = troubleOf(readFailure(answer, 0));
  const { kind: _kind, stops: _stops, ...said } = trouble;
  return answer.status === 404 || answer.status === 410 ? { ...said, kind: 'not_found' } : trouble;
}
