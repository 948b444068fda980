import type { MessageReceived, UnknownReported } from '../../domain/events.ts';
import type { ProviderMessageId } from '../../domain/ids.ts';
import { type Change, unknownReported } from '../kit/cloud/change.ts';
import { readHead } from '../kit/cloud/head.ts';
import { requirePerson } from '../kit/cloud/parse-message.ts';
import { readPerson } from '../kit/cloud/person.ts';
import { rawOf } from '../kit/elements.ts';
import { asText } from '../kit/json.ts';

/**
 * One element of `calls[]`. A person who calls is shown in the conversation and opens the window, answered or not; nobody picks up here, so
 * the rest of the signalling is only kept.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/reference (seen 2026-03)
 */
export function parseCall(value: unknown, change: Change): MessageReceived | UnknownReported {
  const { element, sender, providerMessageId: callId, at } = readHead(value, change);
  const event = asText(element.event) ?? 'unknown';
  if (event !== 'connect' || element.direction !== 'USER_INITIATED') {
    return unknownReported(change, `call:${event}`, element);
  }
  const { from: phone, from_user_id: userId, from_parent_user_id: parentUserId } = element;
  return {
    type: 'message_received',
    stream: 'message',
    sender,
    person: requirePerson(readPerson({ phone, userId, parentUserId }, change.contacts)),
    providerMessageId: callId as ProviderMessageId,
    at,
    // Without the session description, which is long and of use to nobody here.
    content: { type: 'call', event, provider: { id: callId, direction: element.direction } },
    duty: 'observe',
    dedupeKey: `${callId}:${event}`,
    raw: rawOf(element),
  };
}
