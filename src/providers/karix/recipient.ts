import type { OutboundMessage } from '../../domain/provider.ts';

const PHONE = /^\d{10,15}$/;

/** Why a message cannot go to somebody without such a number. */
export const NO_PHONE = 'Karix writes to phone numbers only, of 10 to 15 digits with the country code.';

/** Digits of the person; undefined: Karix has no way to them. */
export function recipientOf({ recipient }: Pick<OutboundMessage, 'recipient'>): string | undefined {
  const phone = recipient.find(({ kind }) => kind === 'phone')?.value.replace(/\D/g, '');
  return phone !== undefined && PHONE.test(phone) ? phone : undefined;
}
