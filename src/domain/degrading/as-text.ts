import type { ContactCard, ContactsContent, LocationContent } from '../content.ts';

/** Name, address and a link that phones open in their map. */
export function writeLocation({ latitude, longitude, name, address }: LocationContent): string {
  return lines(name, address, `https://maps.google.com/?q=${latitude},${longitude}`);
}

/** One paragraph a person, one line a fact. */
export function writeContacts({ contacts }: ContactsContent): string {
  return contacts.map(writeCard).join('\n\n');
}

function writeCard({ name, organization, phones, emails, urls, addresses, birthday }: ContactCard): string {
  return lines(
    name.formatted,
    commas(organization?.title, organization?.department, organization?.company),
    ...(phones ?? []).map(({ phone }) => phone),
    ...(emails ?? []).map(({ email }) => email),
    ...(urls ?? []).map(({ url }) => url),
    ...(addresses ?? []).map(({ street, zip, city, state, country }) => commas(street, zip, city, state, country)),
    birthday,
  );
}

function lines(...facts: readonly (string | undefined)[]): string {
  return facts.filter((fact) => fact !== undefined && fact !== '').join('\n');
}

function commas(...facts: readonly (string | undefined)[]): string {
  return facts.filter((fact) => fact !== undefined && fact !== '').join(', ');
}
