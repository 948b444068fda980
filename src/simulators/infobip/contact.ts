import type { Person } from '../kit/people.ts';

/** Whom webhooks are about; the phone number is missing where the person hides it. */
export function renderContact({ name, phone, userId, username }: Person): object {
  return {
    name,
    ...(phone && { phoneNumber: phone }),
    ...(userId && { userId }),
    ...(username && { username }),
  };
}

/** `from` of what a person does. */
export function addressOf({ phone, userId, id }: Person): string {
  return phone ?? userId ?? id;
}
