import { asWord } from '../kit/json.ts';

/** Infobip's words that name an event, or a reason beside the status. */
const STATUSES: Readonly<Record<string, string>> = {
  reinstated: 'approved',
  first_paused: 'paused',
  second_paused: 'paused',
};

const QUALITIES: Readonly<Record<string, string>> = { high: 'green', medium: 'yellow', low: 'red' };

/** The status of a template in the words of all providers. Undefined: none is told. */
export function statusOf(value: unknown): string | undefined {
  const word = asWord(value);
  return word === undefined ? undefined : (STATUSES[word] ?? word);
}

/** The quality of a template or a sender as a colour. Undefined: none is told. */
export function qualityOf(value: unknown): string | undefined {
  const word = asWord(value);
  return word === undefined ? undefined : (QUALITIES[word] ?? word);
}
