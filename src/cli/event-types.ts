import { InvalidArgumentError } from 'commander';
import type { Schemas } from './client.ts';

type EventType = Schemas['EventType'];

/** A record, so that a type that the API gains must be named here. */
const TYPES: Readonly<Record<EventType, true>> = {
  'message.received': true,
  'message.echoed': true,
  'message.queued': true,
  'message.status': true,
  'message.amended': true,
  'conversation.answered_by': true,
  'channel.event': true,
  'channel.stopped': true,
  'channel.released': true,
  'channel.taken_over': true,
  'channel.given_back': true,
  'template.changed': true,
  'dead_letter.created': true,
};

/** `message.received,message.status`; a family such as `message` is all of it, and `all` is null. */
export function parseTypes(text: string): EventType[] | null {
  if (text === 'all') return null;
  const found = text.split(',').map((given) => expand(given.trim()));
  return [...new Set(found.flat())];
}

function expand(given: string): EventType[] {
  const types = (Object.keys(TYPES) as EventType[]).filter((type) => type === given || type.startsWith(`${given}.`));
  if (types.length > 0) return types;
  throw new InvalidArgumentError(`"${given}" is no event type; there are ${Object.keys(TYPES).join(', ')}.`);
}
