import type { Contact } from '../api/types.ts';

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
