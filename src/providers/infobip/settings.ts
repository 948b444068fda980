import type { FieldDefinition, FieldValues } from '../../domain/settings.ts';
import { trimBaseUrl } from '../kit/base-url.ts';
import { normalizeBaseUrl } from './base-url.ts';

/** How requests are authorized: https://www.infobip.com/docs/essentials/api-essentials/api-authentication (seen 2026-07). */
export const SCHEMES = ['app', 'basic', 'session', 'oauth'] as const;
export type Scheme = (typeof SCHEMES)[number];

/** What becomes of links in texts. */
const LINKS = ['as_written', 'shortened', 'tracked'] as const;

/** An operator's settings as the adapter uses them. */
export interface InfobipSettings {
  /** Without a slash at the end; may have a path. */
  baseUrl: string;
  scheme: Scheme;
  username: string;
  password: string;
  apiKey: string;
  /** Sent with every message, and back in what is told about it. */
  platform: { entityId: string | undefined; applicationId: string | undefined };
  urlOptions: Readonly<Record<string, boolean | string>>;
  /** Of a shared sender: the word before every text. */
  sandboxKeyword: string | undefined;
  /** Every secret that must not come back out. */
  secrets: readonly string[];
}

export function readSettings(values: FieldValues): InfobipSettings {
  const { username = '', password = '', apiKey = '', webhookPassword, webhookSecret, webhookHmacSecret } = values;
  const guardSecrets = [webhookPassword, webhookSecret, webhookHmacSecret].filter((secret) => secret !== undefined);
  return {
    baseUrl: trimBaseUrl(normalizeBaseUrl(values.baseUrl ?? '')),
    scheme: schemeOf(values),
    ...{ username, password, apiKey },
    platform: {
      entityId: values.platformEntityId || undefined,
      applicationId: values.platformApplicationId || undefined,
    },
    urlOptions: urlOptionsOf(values),
    sandboxKeyword: values.sandboxKeyword?.trim() || undefined,
    secrets: [password, apiKey, basicToken(username, password), ...guardSecrets],
  };
}

/** Without a choice: the API key where there is one. */
export function schemeOf({ authorization, apiKey }: FieldValues): Scheme {
  return SCHEMES.find((scheme) => scheme === authorization) ?? (apiKey ? 'app' : 'basic');
}

/** Of the header `authorization: Basic …`. */
export function basicToken(username: string, password: string): string {
  return Buffer.from(`${username}:${password}`).toString('base64');
}

/** Sent always: what happens to links where nothing is said is not documented. */
function urlOptionsOf({ links, linkDomain, trackingUrl }: FieldValues): InfobipSettings['urlOptions'] {
  const isShort = links === 'shortened' || links === 'tracked';
  const isTracked = links === 'tracked';
  return {
    shortenUrl: isShort,
    trackClicks: isTracked,
    ...(isTracked && trackingUrl && { trackingUrl }),
    ...(isShort && linkDomain && { customDomain: linkDomain }),
  };
}

/** The phone number is all that Infobip needs. */
export const senderFields: readonly FieldDefinition[] = [];

type Plain = Omit<FieldDefinition, 'secret' | 'required'>;

const optional = (field: Plain): FieldDefinition => ({ ...field, secret: false, required: false });
const optionalSecret = (field: Plain): FieldDefinition => ({ ...field, secret: true, required: false });

/** Of the account and its API; those of webhooks stand beside their guard. */
export const accountFields: readonly FieldDefinition[] = [
  {
    name: 'baseUrl',
    label: 'Base URL',
    hint: 'Of your account, such as xyz123.api.infobip.com; on the first page of the Infobip portal.',
    secret: false,
    required: true,
  },
  optional({
    name: 'username',
    label: 'User name',
    hint: 'Of an Infobip user that may use the API. Not needed beside an API key.',
  }),
  optionalSecret({ name: 'password', label: 'Password', hint: 'Belongs to the user name.' }),
  optionalSecret({
    name: 'apiKey',
    label: 'API key',
    hint: 'From the portal: Developers → API keys. Used instead of user name and password where both are given.',
  }),
  optional({
    name: 'authorization',
    label: 'Authorization',
    hint: 'app: the API key; basic: user and password with every request; session and oauth: a token got with them. Empty: app with an API key, else basic.',
    options: SCHEMES,
  }),
  optional({
    name: 'platformEntityId',
    label: 'Entity ID',
    hint: 'Of CPaaS X, if your account is divided into entities.',
  }),
  optional({
    name: 'platformApplicationId',
    label: 'Infobip application ID',
    hint: 'Of CPaaS X, if your account is divided into applications.',
  }),
  optional({
    name: 'links',
    label: 'Links in messages',
    hint: 'as_written (also if empty); shortened: Infobip replaces them by short ones; tracked: and reports clicks.',
    options: LINKS,
  }),
  optional({ name: 'linkDomain', label: 'Domain of short links', hint: 'A domain of yours that Infobip knows.' }),
  optional({
    name: 'trackingUrl',
    label: 'Address for clicks',
    hint: 'Where Infobip reports clicks on tracked links.',
  }),
  optional({
    name: 'sandboxKeyword',
    label: 'Keyword of a shared sender',
    hint: 'On the test number that accounts share, people write this word before every text. It is taken off.',
  }),
];
