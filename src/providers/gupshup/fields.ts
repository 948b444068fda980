import type { FieldDefinition } from '../../domain/settings.ts';
import { WEBHOOK_GUARD_FIELDS } from '../kit/webhook-guard.ts';

const open = (name: string, label: string, hint: string): FieldDefinition => ({
  ...{ name, label, hint },
  secret: false,
  required: false,
});
const secret = (name: string, label: string, hint: string): FieldDefinition => ({
  ...open(name, label, hint),
  secret: true,
});

const PRODUCT: FieldDefinition = {
  name: 'product',
  label: 'Product',
  hint: 'enterprise: the gateway with user id and password. self_serve: an app with an API key.',
  secret: false,
  required: true,
  options: ['enterprise', 'self_serve'],
};

const ENTERPRISE: readonly FieldDefinition[] = [
  open('wabaId', 'WABA ID', 'Enterprise: what Kore.ai calls the user id. Used where the user id is empty.'),
  open('userId', 'User ID', 'Enterprise: the number of the account for two-way messages.'),
  secret('password', 'Password', 'Enterprise: belongs to the user id.'),
  open('hsmUserId', 'User ID for templates', 'Enterprise: if templates and opt-in have an account of their own.'),
  secret('hsmPassword', 'Password for templates', 'Enterprise: belongs to the user ID for templates.'),
  {
    ...open(
      'templatesBy',
      'Templates are sent by',
      'Enterprise: their text (empty), or their id where Gupshup set that up.',
    ),
    options: ['text', 'id'],
  },
];

const SELF_SERVE: readonly FieldDefinition[] = [
  secret('apiKey', 'API key', 'Self-serve: Dashboard → your profile.'),
  open('appName', 'App name', 'Self-serve: as in the list of your apps.'),
  open('appId', 'App ID', 'Self-serve: needed for orders, people without a phone number and creating templates.'),
  secret('appToken', 'App token', 'Self-serve: the partner’s token for this app. Needs the app ID.'),
  open('partnerEmail', 'Partner e-mail', 'Self-serve: in place of the app token; one is fetched with it.'),
  secret('partnerPassword', 'Partner password', 'Self-serve: belongs to the partner e-mail.'),
];

/** What an operator fills in; `validate` says which of it a product needs. */
export const fields: readonly FieldDefinition[] = [
  PRODUCT,
  ...ENTERPRISE,
  ...SELF_SERVE,
  {
    ...open(
      'documentText',
      'Text of a document',
      'Beside its caption: after (a message of its own, also if empty), joined, or caption_only.',
    ),
    options: ['after', 'joined', 'caption_only'],
  },
  open(
    'mediaHosts',
    'Hosts of files',
    'Where received files may lie beside Amazon S3 and Gupshup; .example.com means all hosts below.',
  ),
  {
    ...open(
      'compatibility',
      'Answers as Kore.ai',
      'on: a webhook without body or mobile gets Kore.ai’s 500 instead of a 400.',
    ),
    options: ['off', 'on'],
  },
  open('apiBaseUrl', 'API address', 'Replaces scheme and host of every API of Gupshup, for a proxy or a simulator.'),
  ...WEBHOOK_GUARD_FIELDS,
];
