import type { AttemptId } from '../../domain/ids.ts';
import { asText } from '../kit/json.ts';

/** What came back in an echo field, if it is of ours: other senders of the account put their own there. */
export function attemptIdOf(echo: unknown): AttemptId | undefined {
  const text = asText(echo);
  return text?.startsWith('att_') ? (text as AttemptId) : undefined;
}
