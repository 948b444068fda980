import type { Amendment, MessageAmended, Person } from '../../../domain/events.ts';
import type { ProviderMessageId } from '../../../domain/ids.ts';
import { rawOf } from '../elements.ts';
import { asObject, asText, isObject, type JsonObject } from '../json.ts';
import type { Head } from './head.ts';
import { parseContent } from './parse-content.ts';

/**
 * An `edit` or `revoke`, of the person or (in echoes) of the business. Undefined: the element is neither, or lacks what makes it one.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/edit and …/revoke (seen 2026-08)
 */
export function parseAmendment(
  head: Head,
  person: Person,
  stream: MessageAmended['stream'],
): MessageAmended | undefined {
  const { element, sender, providerMessageId, at } = head;
  const original = originalOf(element);
  const amendment = readAmendment(element);
  if (original === undefined || amendment === undefined) return undefined;
  return {
    type: 'message_amended',
    stream,
    sender,
    person,
    providerMessageId,
    originalProviderId: original,
    amendment,
    at,
    dedupeKey: providerMessageId,
    raw: rawOf(element),
  };
}

function originalOf({ type, edit, revoke }: JsonObject): ProviderMessageId | undefined {
  const body = asObject(type === 'edit' ? edit : revoke);
  return asText(body.original_message_id) as ProviderMessageId | undefined;
}

/** An edited file keeps its bytes: only its caption can change, and the rest is repeated. */
function readAmendment({ type, edit }: JsonObject): Amendment | undefined {
  if (type === 'revoke') return { kind: 'revoke' };
  const { message } = asObject(edit);
  return type === 'edit' && isObject(message) ? { kind: 'edit', content: parseContent(message) } : undefined;
}
