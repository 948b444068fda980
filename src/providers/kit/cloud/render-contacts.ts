import type { ContactCard } from '../../../domain/content.ts';
import { withoutUndefined } from '../json.ts';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/contacts-messages (seen 2025-11) */
export function renderContacts(cards: readonly ContactCard[]): Record<string, unknown>[] {
  return cards.map(({ name, phones, emails, urls, addresses, organization, birthday }) =>
    withoutUndefined({
      name: renderName(name),
      phones: phones?.map(({ phone, type, waId }) => withoutUndefined({ phone, type, wa_id: waId })),
      emails,
      urls,
      addresses: addresses?.map(({ countryCode, ...rest }) => withoutUndefined({ ...rest, country_code: countryCode })),
      org: organization,
      birthday,
    }),
  );
}

/** The Cloud API wants at least one part beside the whole name. */
function renderName({ formatted, first, last, middle, prefix, suffix }: ContactCard['name']) {
  const isWhole = [first, last, middle, prefix, suffix].every((part) => part === undefined);
  return withoutUndefined({
    formatted_name: formatted,
    first_name: isWhole ? formatted : first,
    last_name: last,
    middle_name: middle,
    prefix,
    suffix,
  });
}
