import type { ContactCard } from '../../domain/content.ts';
import { withoutUndefined } from '../kit/json.ts';

const PHONE_TYPES: readonly string[] = ['CELL', 'MAIN', 'IPHONE', 'HOME', 'WORK'];
const PLACE_TYPES: readonly string[] = ['HOME', 'WORK'];

/** Types that Infobip does not know are left out: it would refuse the card. */
export function renderContacts(cards: readonly ContactCard[]): Record<string, unknown>[] {
  return cards.map(({ name, phones, emails, urls, addresses, organization, birthday }) =>
    withoutUndefined({
      name: renderName(name),
      phones: phones?.map(({ type, ...phone }) => typed(phone, type, PHONE_TYPES)),
      emails: emails?.map(({ type, ...email }) => typed(email, type, PLACE_TYPES)),
      urls: urls?.map(({ type, ...url }) => typed(url, type, PLACE_TYPES)),
      addresses: addresses?.map(({ type, ...address }) => typed(address, type, PLACE_TYPES)),
      org: organization,
      birthday,
    }),
  );
}

function typed(entry: Record<string, unknown>, type: string | undefined, known: readonly string[]) {
  const word = type?.toUpperCase();
  return word !== undefined && known.includes(word) ? { ...entry, type: word } : entry;
}

/** The first name is required beside the whole one. */
function renderName({ formatted, first, last, middle, prefix, suffix }: ContactCard['name']) {
  return withoutUndefined({
    firstName: first ?? formatted,
    lastName: last,
    middleName: middle,
    nameSuffix: suffix,
    namePrefix: prefix,
    formattedName: formatted,
  });
}
