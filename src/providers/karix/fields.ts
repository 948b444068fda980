import type { FieldDefinition } from '../../domain/settings.ts';
import { WEBHOOK_GUARD_FIELDS } from '../kit/webhook-guard.ts';

const optional = (name: string, label: string, hint: string): FieldDefinition => ({
  ...{ name, label, hint },
  secret: false,
  required: false,
});

/** What an operator fills in. */
export const fields: readonly FieldDefinition[] = [
  {
    ...optional('product', 'Product', 'rcm (also if empty): the RCM API. global: the older API at api.karix.io.'),
    options: ['rcm', 'global'],
  },
  {
    name: 'accountKey',
    label: 'Account key',
    hint: 'From Karix support. For the older API: the auth token of the account.',
    secret: true,
    required: true,
  },
  optional('accountUid', 'Account UID', 'Only for the older API: the user name beside the auth token.'),
  optional('vendor', 'Vendor', 'What Karix support calls you. Shown, and not sent.'),
  optional('senderName', 'Sender name', 'A label that goes with every message.'),
  optional('webHookDNId', 'ID of the delivery webhook', 'What Karix registered the callback URL under. Empty: 1001.'),
  optional(
    'templateUrl',
    'Address for new templates',
    'Complete, from Karix support. Empty: templates are made there only.',
  ),
  optional('optInUrl', 'Address for opt-ins', 'Complete, from Karix support. Empty: consent is kept elsewhere.'),
  optional(
    'mediaHosts',
    'Hosts of files',
    'Where received files may lie beside Karix’s own hosts; .example.com means all hosts below. The key goes there.',
  ),
  optional('apiBaseUrl', 'API address', 'Replaces scheme and host of Karix: a reseller, a proxy or a simulator.'),
  ...WEBHOOK_GUARD_FIELDS,
];

export const senderFields: readonly FieldDefinition[] = [
  optional('optInId', 'Opt-in ID', 'Needed for opt-ins only: what Karix calls optinid, usually the number.'),
];
