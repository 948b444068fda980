import type { AttemptId } from '../../domain/ids.ts';
import { asText } from './json.ts';

const ATTEMPT_ID = /^att_[0-9A-Za-z]{1,64}$/;

/** What came back in an echo field, if it is of ours: other programs that send by the same account put their own there. */
export function attemptIdOf(echo: unknown): AttemptId | undefined {
  const text = asText(echo);
  return text !== undefined && ATTEMPT_ID.test(text) ? (text as AttemptId) : undefined;
}
