import type { Person, PersonChange } from '../api/types.ts';

const digits = (phone: string) => phone.replace(/\D/g, '');

/** What the filled-in form changes about a person; what stays is left out. */
export function readPersonChange(person: Person, form: FormData): PersonChange {
  const text = (field: string) => String(form.get(field) ?? '').trim();
  const isSet = (field: string) => form.get(field) !== null;
  const [name, phone, username] = [text('name'), digits(text('phone')), text('username')];
  const hasUsername = form.has('username');
  return {
    ...(name !== person.name && { name }),
    ...(phone !== '' && phone !== person.phone && { phone }),
    ...(hasUsername && username !== (person.username ?? '') && { username: username || null }),
    ...(isSet('onWhatsApp') !== person.onWhatsApp && { onWhatsApp: isSet('onWhatsApp') }),
    ...(isSet('readReceipts') !== person.readReceipts && { readReceipts: isSet('readReceipts') }),
  };
}
