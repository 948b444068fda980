import type { AccountReported, ProviderEvent } from '../../domain/events.ts';
import { contentHash } from '../kit/content-hash.ts';
import { parseElement, rawOf } from '../kit/elements.ts';
import { asList, asObject, asText, withoutUndefined } from '../kit/json.ts';
import { parseEpoch } from '../kit/time.ts';
import { bodyOf, type Change, unknownReported } from './change.ts';
import { parseHistory } from './parse-history.ts';
import { parseUserIdUpdate } from './parse-identity-change.ts';
import { parseEcho, parseMessage } from './parse-message.ts';
import { parseStandby } from './parse-standby.ts';
import { parseStatus } from './parse-status.ts';

type ChangeParser = (change: Change) => readonly ProviderEvent[];

/** Fields about the account as a whole; they name no phone number id. */
const ACCOUNT_FIELDS: ReadonlySet<string> = new Set([
  'account_alerts',
  'account_review_update',
  'account_settings_update',
  'account_update',
  'business_capability_update',
  'business_username_updates',
  'flows',
  'message_template_components_update',
  'message_template_quality_update',
  'message_template_status_update',
  'partner_solutions',
  'payment_configuration_update',
  'phone_number_name_update',
  'phone_number_quality_update',
  'security',
  'template_category_update',
  'template_correct_category_detection',
]);

const PARSERS: ReadonlyMap<string, ChangeParser> = new Map<string, ChangeParser>([
  ['messages', parseMessages],
  ['smb_message_echoes', (change) => parseMembers(change, 'message_echoes', parseLiveEcho)],
  ['history', parseHistory],
  ['standby', parseStandby],
  ['user_id_update', (change) => parseMembers(change, 'user_id_update', parseUserIdUpdate)],
]);

/** The events of one change. What has no meaning here is reported as unknown; nothing is dropped. */
export function parseChange(change: Change): readonly ProviderEvent[] {
  if (ACCOUNT_FIELDS.has(change.field)) return [parseAccountField(change)];
  const events = PARSERS.get(change.field)?.(change) ?? [];
  return events.length > 0 ? events : [unknownReported(change, change.field, change.value)];
}

function parseMessages(change: Change): readonly ProviderEvent[] {
  return [
    ...parseMembers(change, 'messages', (element) => parseMessage(element, change, 'message')),
    ...parseMembers(change, 'statuses', parseStatus),
    ...parseMembers(change, 'errors', (element) => unknownReported(change, 'errors', element)),
    ...parseMembers(change, 'user_actions', (element) => unknownReported(change, 'user_actions', element)),
  ];
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

function parseAccountField(change: Change): AccountReported {
  const raw = rawOf(change.value);
  const at = parseEpoch(change.time);
  return withoutUndefined({
    type: 'account_reported',
    account: { field: 'businessAccountId', value: accountOf(change) },
    kind: change.field,
    at,
    detail: { ...change.value },
    dedupeKey: `${change.field}:${at ?? ''}:${contentHash(raw)}`,
    raw,
  });
}

/** Partner events carry the portfolio in `entry.id` and the account inside. */
function accountOf({ value, entryId }: Change): string {
  const isOfPartner = asText(value.event)?.startsWith('PARTNER_') ?? false;
  const inner = isOfPartner ? asText(asObject(value.waba_info).waba_id) : undefined;
  return inner ?? entryId ?? '';
}
