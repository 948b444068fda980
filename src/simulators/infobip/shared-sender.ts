import type { PersonAct } from '../kit/numbers.ts';
import type { Person } from '../kit/people.ts';
import type { InfobipNumber } from './account.ts';

/** Senders that trial accounts share. https://www.infobip.com/docs/whatsapp/get-started (free trial) */
export interface SharedSenders {
  hasJoined(number: InfobipNumber, person: Person): boolean;
  /**
   * What comes of a person's act there: joining by the account's user name or keyword and leaving by `STOP` are not handed on, nor is
   * anything without the keyword in front. Nothing, or the act that the account is told of.
   */
  pass(number: InfobipNumber, person: Person, act: PersonAct): PersonAct | undefined;
}

/** `keepsKeyword` answers whether a text keeps the keyword on its way. */
export function createSharedSenders(keepsKeyword: () => boolean): SharedSenders {
  const joined = new Set<string>();
  const keyOf = ({ sender }: InfobipNumber, { id }: Person) => `${sender} ${id}`;

  const passText = (number: InfobipNumber, person: Person, act: Extract<PersonAct, { text: string }>) => {
    const key = keyOf(number, person);
    const { sharedKeyword = '', username } = number;
    const word = act.text.trim().toLowerCase();
    if (word === 'stop') return void joined.delete(key);
    if (word === username.toLowerCase() || (word === sharedKeyword.toLowerCase() && !joined.has(key))) {
      return void joined.add(key);
    }
    if (!joined.has(key)) return undefined;
    const rest = withoutKeyword(act.text, sharedKeyword);
    if (rest === undefined) return undefined;
    return keepsKeyword() ? act : { ...act, text: rest };
  };

  return {
    hasJoined: (number, person) => joined.has(keyOf(number, person)),
    pass(number, person, act) {
      if (number.sharedKeyword === undefined) return act;
      if (act.kind === 'text' || act.kind === 'referral') return passText(number, person, act);
      if (!joined.has(keyOf(number, person))) return undefined;
      const isAnswer = 'of' in act && act.of !== undefined;
      const caption = act.kind === 'media' ? withoutKeyword(act.caption ?? '', number.sharedKeyword) : undefined;
      return isAnswer || caption !== undefined ? act : undefined;
    },
  };
}

/** What follows the keyword; nothing if the text does not begin with it. */
function withoutKeyword(text: string, keyword: string): string | undefined {
  const trimmed = text.trimStart();
  if (!trimmed.toLowerCase().startsWith(keyword.toLowerCase())) return undefined;
  const rest = trimmed.slice(keyword.length);
  return rest === '' || /^\s/.test(rest) ? rest.trim() : undefined;
}
