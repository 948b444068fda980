import type { SharedContact } from '../../kit/numbers.ts';

/** A contact that a person shared, in WhatsApp's form. */
export function renderContact({ name, phones, emails, organization }: SharedContact): object {
  const [firstName = name, ...rest] = name.split(' ');
  return {
    name: { formatted_name: name, first_name: firstName, ...(rest.length > 0 && { last_name: rest.join(' ') }) },
    phones: phones.map((phone) => ({ phone, wa_id: phone.replace(/\D/g, ''), type: 'CELL' })),
    ...(emails && { emails: emails.map((email) => ({ email, type: 'HOME' })) }),
    ...(organization && { org: { company: organization } }),
  };
}
