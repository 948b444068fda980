import type { Schemas } from './client.ts';

/** By what one writes to a contact, as far as it is known. */
export function addressOfContact({ id, phoneNumber, userId, groupId }: Schemas['Contact']): string {
  return phoneNumber ?? userId ?? (groupId === undefined ? id : `group ${groupId}`);
}

/** Name, address and our id of a contact. */
export function describeContact(contact: Schemas['Contact']): string {
  return [contact.name, addressOfContact(contact), contact.id].filter((part) => part !== undefined).join('  ');
}

/** Number and our id of a sender. */
export function describeSender({ id, phoneNumber }: Schemas['SenderReference']): string {
  return phoneNumber === null ? id : `${phoneNumber}  ${id}`;
}
