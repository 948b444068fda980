import { UsageError } from './errors.ts';
import { parsePairs } from './output.ts';
import { readText } from './read-input.ts';

export const SECRETS_HELP = `
A setting written name=- is read from standard input, so that a secret stands neither in the history nor among the processes.`;

/** `name=value` settings as an object; `-` is all of standard input, for one of them. */
export function parseSettings(given: readonly string[]): Record<string, string> {
  const settings = parsePairs(given);
  const [name, ...more] = Object.keys(settings).filter((one) => settings[one] === '-');
  if (name === undefined) return settings;
  if (more.length > 0)
    throw new UsageError(`only one setting can be read from standard input: ${name} or ${more.join(' or ')}`);
  return { ...settings, [name]: readText('-').trim() };
}
