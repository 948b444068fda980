import type { Contact, ContactSummary } from '../api/types.ts';

/** `+15550001111` from digits. */
export function formatPhone(digits: string): string {
  return digits.startsWith('+') ? digits : `+${digits}`;
}

/** The name to show for a contact: what the person calls themself, else number, else user id. Null: nothing is known. */
export function contactName(contact: Contact): string | null {
  if (contact.name) return contact.name;
  if (contact.phoneNumber) return formatPhone(contact.phoneNumber);
  return contact.userId ?? null;
}

/** Reads what somebody entered as a recipient: a phone number with any punctuation, or else a user id. */
export function parseRecipient(text: string): string | { userId: string } {
  const written = text.trim();
  return /^[+\d\s().\-/]+$/.test(written) ? written : { userId: written };
}

/** The identifier that people know each other by: phone number, else user name, else user id. Null: none is known. */
export function identifierOf({
  identifiers,
  username,
}: Pick<ContactSummary, 'identifiers' | 'username'>): string | null {
  const phone = identifiers.find(({ kind }) => kind === 'phone');
  if (phone) return formatPhone(phone.value);
  return username === null ? (identifiers[0]?.value ?? null) : `@${username}`;
}

/** How the person calls themself, else what they are known by. */
export function personName(person: Pick<ContactSummary, 'name' | 'identifiers' | 'username'>): string | null {
  return person.name ?? identifierOf(person);
}

/** By what somebody can be written to, as it stands in an address: phone number, else user id. Null: by conversation only. */
export function addressOf({ identifiers }: Pick<ContactSummary, 'identifiers'>): string | null {
  const phone = identifiers.find(({ kind }) => kind === 'phone');
  if (phone) return formatPhone(phone.value);
  return identifiers.find(({ kind }) => kind === 'user_id')?.value ?? null;
}
