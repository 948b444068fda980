import type { MessageEchoed, MessageReceived, Person, ProviderEvent } from '../../domain/events.ts';
import { bodyOf, type Change, unknownReported } from '../kit/cloud/change.ts';
import { readHead } from '../kit/cloud/head.ts';
import { echoed, parseMessage, received, requirePerson } from '../kit/cloud/parse-message.ts';
import { type Contact, type PersonMembers, readIdentifiers, readPerson, readUsername } from '../kit/cloud/person.ts';
import { parseElement } from '../kit/elements.ts';
import { asList, asObject, asText, type JsonObject } from '../kit/json.ts';

const PLACEHOLDER = 'media_placeholder';

/**
 * The field `history`: chunks of threads from before the business joined, or media that follow them.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/history (seen 2026-03)
 */
export function parseHistory(change: Change): readonly ProviderEvent[] {
  const chunks = asList(change.value.history).flatMap((chunk) => parseChunk(asObject(chunk), change));
  const media = asList(change.value.messages).flatMap((element) =>
    parseElement(
      () => [parseLaterMedia(element, change)],
      () => bodyOf(change, { messages: [element] }),
    ),
  );
  return [...chunks, ...media];
}

/** Follows a placeholder with the same id, so it needs a key of its own. */
function parseLaterMedia(element: unknown, change: Change): ProviderEvent {
  const event = isFromBusiness(asObject(element), change)
    ? parseHistoryMessage(element, change, undefined)
    : parseMessage(element, change, 'history');
  return { ...event, dedupeKey: `${event.dedupeKey}:media`, ...(isMessage(event) && { file: 'arrived' }) };
}

/** A placeholder stands for a file that follows, if it is not too old. */
function markPlaceholder(event: ProviderEvent): ProviderEvent {
  if (!isMessage(event) || event.content.type !== 'unsupported' || event.content.kind !== PLACEHOLDER) return event;
  return { ...event, file: 'awaited' };
}

function isMessage(event: ProviderEvent): event is MessageReceived | MessageEchoed {
  return event.type === 'message_received' || event.type === 'message_echoed';
}

/** A chunk without threads says that the business declined, or that nothing was there. */
function parseChunk(chunk: JsonObject, change: Change): readonly ProviderEvent[] {
  const threads = asList(chunk.threads);
  if (threads.length === 0) return [unknownReported(change, 'history', chunk)];
  return threads.flatMap((value) => {
    const thread = asObject(value);
    const contact = readThread(thread);
    return asList(thread.messages).flatMap((element) =>
      parseElement(
        () => [markPlaceholder(parseHistoryMessage(element, change, contact))],
        () => bodyOf(change, { history: [{ ...chunk, threads: [{ ...thread, messages: [element] }] }] }),
      ),
    );
  });
}

function readThread(thread: JsonObject): Contact {
  const context = asObject(thread.context);
  return {
    identifiers: readIdentifiers({ phone: context.wa_id || thread.id, userId: context.user_id }),
    name: undefined,
    username: readUsername(context.username),
  };
}

function parseHistoryMessage(element: unknown, change: Change, thread: Contact | undefined) {
  const head = readHead(element, change);
  const { from, from_user_id, to, to_user_id } = head.element;
  const contacts = thread === undefined ? change.contacts : [thread];
  if (isFromBusiness(head.element, change)) {
    return echoed(head, readParty({ phone: to, userId: to_user_id }, contacts, thread), 'history');
  }
  return received(head, readParty({ phone: from, userId: from_user_id }, contacts, thread), 'history');
}

/** A message that names nobody belongs to the person of its thread. */
function readParty(members: PersonMembers, contacts: readonly Contact[], thread: Contact | undefined): Person {
  const named = readPerson(members, contacts);
  if (named !== undefined || thread === undefined || thread.identifiers.length === 0) return requirePerson(named);
  const { identifiers, username } = thread;
  return username === undefined ? { identifiers } : { identifiers, username };
}

function isFromBusiness(element: JsonObject, change: Change): boolean {
  if (asText(element.to) !== undefined || asText(element.to_user_id) !== undefined) return true;
  const from = asText(element.from)?.replace(/\D/g, '');
  return from !== undefined && from !== '' && from === change.businessPhone;
}
