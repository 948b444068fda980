import type { SenderAddress } from '../../../domain/events.ts';
import type { ProviderMessageId } from '../../../domain/ids.ts';
import { UnreadableElement } from '../elements.ts';
import { asText, isObject, type JsonObject } from '../json.ts';
import { parseEpoch } from '../time.ts';
import type { Change } from './change.ts';

/** What every message, echo and status has. */
export interface Head {
  element: JsonObject;
  sender: SenderAddress;
  providerMessageId: ProviderMessageId;
  at: number;
}

/** @throws UnreadableElement if any of it is missing. */
export function readHead(value: unknown, change: Change): Head {
  const { element, sender } = readAddressed(value, change);
  const id = asText(element.id);
  if (id === undefined) throw new UnreadableElement('It has no id.');
  return { element, sender, providerMessageId: id as ProviderMessageId, at: readTime(element) };
}

/** An element of a change that names its phone number id. @throws UnreadableElement */
export function readAddressed(value: unknown, { sender }: Change): Pick<Head, 'element' | 'sender'> {
  if (!isObject(value)) throw new UnreadableElement('It is not an object.');
  if (sender === undefined) throw new UnreadableElement('The phone number id is missing.');
  return { element: value, sender };
}

/** @throws UnreadableElement */
export function readTime(element: JsonObject): number {
  const at = parseEpoch(element.timestamp);
  if (at === undefined) throw new UnreadableElement('Its timestamp is not a time.');
  return at;
}
