import type { Schemas } from './client.ts';
import { parsePairs } from './output.ts';

/** Rules of a channel that the command line sets by `--rule`. */
type Rules = Omit<Schemas['UpdateChannel'], 'name' | 'botId' | 'enabled' | 'settings' | 'senders'>;

const TEXTS: readonly string[] = ['fallbackText', 'language'];

export const RULES_HELP = `
Rules: turnMode (each, gathered), gatherMs, sessionTimeoutMs, messageDelayMs, maxAgeMs, botTimeoutMs, replyWithinMs,
  windowPolicy (reject, hold, template), windowTemplate (JSON), fallbackText, language, doubtWaitMs, doubtPolicy (resend, park),
  pacing (JSON: {"perSecond":20}), presence (true, false), proactive (true, false), tellAmendments (true, false); "null" sets one back that may be unset.`;

/** `name=value` with a value in JSON, or else a text. The gateway knows which rules there are. */
export function parseRules(given: readonly string[]): Rules {
  const rules = Object.entries(parsePairs(given)).map(([name, value]) => [name, readValue(name, value)] as const);
  // The gateway checks names and values, and says what is wrong with them.
  return Object.fromEntries(rules) as Rules;
}

function readValue(name: string, value: string): unknown {
  if (TEXTS.includes(name)) return value === 'null' ? null : value;
  try {
    return JSON.parse(value);
  } catch {
    // Words need no quotation marks.
    return value;
  }
}
