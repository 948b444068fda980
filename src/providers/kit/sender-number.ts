import type { SenderAddress } from '../../domain/events.ts';
import { asText } from './json.ts';
import { parsePhone } from './phone.ts';

/** The number that a webhook names as its sender; without one it is for the channel's only sender. */
export function senderOf(number: unknown): SenderAddress {
  const text = asText(number);
  return { field: 'phoneNumber', value: (text === undefined ? undefined : parsePhone(text)) ?? null };
}
