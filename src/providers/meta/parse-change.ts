import type { ProviderEvent } from '../../domain/events.ts';
import { accountReported, bodyOf, type Change, unknownReported } from '../kit/cloud/change.ts';
import { parseUserIdUpdate } from '../kit/cloud/parse-identity-change.ts';
import { parseEcho, parseMessage } from '../kit/cloud/parse-message.ts';
import { parseElement } from '../kit/elements.ts';
import { asList, isObject } from '../kit/json.ts';
import { parseAccount } from './parse-account.ts';
import { parseAppState } from './parse-app-state.ts';
import { parseCall } from './parse-call.ts';
import { parseHandover } from './parse-handover.ts';
import { parseHistory } from './parse-history.ts';
import { parsePreference } from './parse-preference.ts';
import { parseStandby } from './parse-standby.ts';
import { parseStatus } from './parse-status.ts';

type ChangeParser = (change: Change) => readonly ProviderEvent[];

const PARSERS: ReadonlyMap<string, ChangeParser> = new Map<string, ChangeParser>([
  ['messages', parseMessages],
  ['smb_message_echoes', (change) => parseMembers(change, 'message_echoes', parseLiveEcho)],
  ['history', parseHistory],
  ['standby', parseStandby],
  ['calls', parseCalls],
  ['messaging_handovers', (change) => [parseHandover(change)]],
  ['user_preferences', (change) => parseMembers(change, 'user_preferences', parsePreference)],
  ['smb_app_state_sync', (change) => parseMembers(change, 'state_sync', parseAppState)],
  ['automatic_events', (change) => parseMembers(change, 'automatic_events', keep('automatic_events'))],
  ['user_id_update', (change) => parseMembers(change, 'user_id_update', parseUserIdUpdate)],
]);

/** The events of one change. What has no meaning here is reported as unknown; nothing is dropped. */
export function parseChange(change: Change): readonly ProviderEvent[] {
  const account = parseAccount(change);
  if (account !== undefined) return [account];
  const events = PARSERS.get(change.field)?.(change) ?? [];
  return events.length > 0 ? events : [unknownReported(change, change.field, change.value)];
}

function parseMessages(change: Change): readonly ProviderEvent[] {
  return [
    ...parseMembers(change, 'messages', (element) => parseMessage(element, change, 'message')),
    ...parseMembers(change, 'statuses', parseStatus),
    ...parseMembers(change, 'errors', parseRequestError),
    ...parseMembers(change, 'user_actions', keep('user_actions')),
  ];
}

/** Beside `calls` there are statuses of calls, whose ids are those of calls and not of messages. */
function parseCalls(change: Change): readonly ProviderEvent[] {
  return [
    ...parseMembers(change, 'calls', parseCall),
    ...parseMembers(change, 'statuses', keep('call_status')),
    ...parseMembers(change, 'errors', parseRequestError),
  ];
}

/** Something went wrong without a message to blame. */
function parseRequestError(element: unknown, change: Change): ProviderEvent {
  return isObject(element) ? accountReported(change, 'errors', element) : unknownReported(change, 'errors', element);
}

function keep(kind: string): (element: unknown, change: Change) => ProviderEvent {
  return (element, change) => unknownReported(change, kind, element);
}

function parseLiveEcho(element: unknown, change: Change): ProviderEvent {
  return parseEcho(element, change, 'echo');
}

/** Each element of a list on its own. */
function parseMembers(
  change: Change,
  member: string,
  parse: (element: unknown, change: Change) => ProviderEvent,
): readonly ProviderEvent[] {
  return asList(change.value[member]).flatMap((element) =>
    parseElement(
      () => [parse(element, change)],
      () => bodyOf(change, { [member]: [element] }),
    ),
  );
}
