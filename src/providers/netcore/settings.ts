import type { FieldDefinition, FieldValues } from '../../domain/settings.ts';
import { baseUrlProblem, trimBaseUrl } from '../kit/base-url.ts';
import { createRedactor, type Redact } from '../kit/redact.ts';
import { WEBHOOK_GUARD_FIELDS, webhookGuardProblems } from '../kit/webhook-guard.ts';

const API = 'https://cpaaswa.netcorecloud.net';
const API_PATH = '/api/v2';
const PATHS = { sendPath: '/message/nc', consentPath: '/consent/manage/', mediaPath: '/media' } as const;
const DEFAULT_OPT_IN_SOURCE = 'API';
const MAX_OPT_IN_SOURCE = 25;
const ONE_WORD = /^[\x21-\x7e]+$/;

const optional = (name: string, label: string, hint: string): FieldDefinition => ({
  ...{ name, label, hint },
  secret: false,
  required: false,
});

export const fields: readonly FieldDefinition[] = [
  {
    name: 'apiKey',
    label: 'API key',
    hint: 'Settings → General Settings → Integrations → API; shown once. Netcore makes one for each number.',
    secret: true,
    required: true,
  },
  optional(
    'source',
    'Source ID',
    'If Netcore gave you one. Empty: the number of the sender, by which statuses name it.',
  ),
  {
    ...optional(
      'autoOptIn',
      'Opt in by itself',
      'on: who is refused for want of an opt-in is opted in, once a message.',
    ),
    options: ['off', 'on'],
  },
  optional(
    'optInSource',
    'Source of the opt-in',
    `What consent is noted with, up to 25 characters. Empty: ${DEFAULT_OPT_IN_SOURCE}.`,
  ),
  optional('apiBaseUrl', 'API address', `Replaces ${API}: an older host of Netcore, a proxy or a simulator.`),
  optional(
    'sendPath',
    'Path of sends',
    `Below ${API_PATH}. Empty: ${PATHS.sendPath}; ${PATHS.sendPath}/priority is the fast lane.`,
  ),
  optional('consentPath', 'Path of consent', `Below ${API_PATH}. Empty: ${PATHS.consentPath}.`),
  optional('mediaPath', 'Path of files', `Below ${API_PATH}. Empty: ${PATHS.mediaPath}.`),
  ...WEBHOOK_GUARD_FIELDS,
];

/** The key of one number goes before the connection's. */
export const senderFields: readonly FieldDefinition[] = [
  {
    name: 'senderApiKey',
    label: 'API key of this number',
    hint: 'If the channel has several numbers: Netcore makes a key for each. Empty: the API key of the connection.',
    secret: true,
    required: false,
  },
];

export interface NetcoreSettings {
  apiKey: string;
  /** Empty: the sender's number. */
  source: string;
  autoOptIn: boolean;
  optInSource: string;
  /** With the version, without a slash at the end; the paths begin with one. */
  apiUrl: string;
  sendPath: string;
  consentPath: string;
  mediaPath: string;
  /** Takes the secrets of the connection out of a text, and those of a sender. */
  redactFor(sender: FieldValues): Redact;
}

/** An operator's settings as the adapter uses them. */
export function readSettings(values: FieldValues): NetcoreSettings {
  const secrets = fields.filter(({ secret }) => secret).map(({ name }) => values[name]);
  const base = trimBaseUrl(values.apiBaseUrl || API);
  return {
    apiKey: bareKey(values.apiKey ?? ''),
    source: values.source?.trim() ?? '',
    autoOptIn: values.autoOptIn === 'on',
    optInSource: values.optInSource?.trim() || DEFAULT_OPT_IN_SOURCE,
    apiUrl: base.endsWith(API_PATH) ? base : base + API_PATH,
    sendPath: readPath(values, 'sendPath'),
    consentPath: readPath(values, 'consentPath'),
    mediaPath: readPath(values, 'mediaPath').replace(/\/$/, ''),
    redactFor: ({ senderApiKey }) => createRedactor([...secrets, senderApiKey].map((key) => key && bareKey(key))),
  };
}

/** The key by which a sender is served. */
export function keyOf({ apiKey }: NetcoreSettings, { senderApiKey }: FieldValues): string {
  return senderApiKey ? bareKey(senderApiKey) : apiKey;
}

/** Some paste the word of the header along. */
function bareKey(text: string): string {
  return text.trim().replace(/^bearer\s+/i, '');
}

function readPath(values: FieldValues, name: keyof typeof PATHS): string {
  const path = values[name]?.trim() || PATHS[name];
  return path.startsWith('/') ? path : `/${path}`;
}

/** What is wrong with the settings, by field. */
export function validate(values: FieldValues): { field: string; message: string }[] {
  const { apiKey = '', optInSource = '', apiBaseUrl } = values;
  const problems: { field: string; message: string }[] = [];
  const add = (field: string, message: string | undefined): void => {
    if (message !== undefined) problems.push({ field, message });
  };
  add('apiKey', ONE_WORD.test(bareKey(apiKey)) ? undefined : 'Must be the key alone, one word.');
  const isLong = [...optInSource.trim()].length > MAX_OPT_IN_SOURCE;
  add('optInSource', isLong ? `Netcore takes ${MAX_OPT_IN_SOURCE} characters at most.` : undefined);
  add('apiBaseUrl', apiBaseUrl ? baseUrlProblem(apiBaseUrl) : undefined);
  for (const name of Object.keys(PATHS)) {
    const isPath = /^[\w/.-]*$/.test(values[name]?.trim() ?? '');
    add(name, isPath ? undefined : 'Must be a path such as /message/nc, without scheme, host and query.');
  }
  return [...problems, ...webhookGuardProblems(values)];
}
