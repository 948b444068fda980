import type { FieldDefinition, FieldValues } from '../../domain/settings.ts';
import { baseUrlProblem, trimBaseUrl } from '../kit/base-url.ts';

const API = 'https://api.twilio.com';
const CONTENT = 'https://content.twilio.com';
const MESSAGING = 'https://messaging.twilio.com';

export const fields: readonly FieldDefinition[] = [
  {
    name: 'accountSid',
    label: 'Account SID',
    hint: 'Begins with AC; on the first page of the Twilio console.',
    secret: false,
    required: true,
  },
  {
    name: 'authToken',
    label: 'Auth token',
    hint: 'Below the account SID. Twilio signs every webhook with it, so that it is needed beside an API key too.',
    secret: true,
    required: true,
  },
  {
    name: 'previousAuthToken',
    label: 'Previous auth token',
    hint: 'While you change the auth token: the other one, whose signatures are accepted too.',
    secret: true,
    required: false,
  },
  {
    name: 'apiKeySid',
    label: 'API key SID',
    hint: 'Begins with SK. With it and its secret, messages are sent by the key instead of the auth token.',
    secret: false,
    required: false,
  },
  {
    name: 'apiKeySecret',
    label: 'API key secret',
    hint: 'Twilio shows it once, when the key is made.',
    secret: true,
    required: false,
  },
  {
    name: 'messagingServiceSid',
    label: 'Messaging service SID',
    hint: 'Begins with MG. Only if messages are to go through a messaging service; the number must belong to it.',
    secret: false,
    required: false,
  },
  {
    name: 'apiBaseUrl',
    label: 'API address',
    hint: `Replaces ${API}, ${CONTENT} and ${MESSAGING}, for a proxy or a simulator.`,
    secret: false,
    required: false,
  },
];

/** The phone number is all that Twilio needs. */
export const senderFields: readonly FieldDefinition[] = [];

export interface Credentials {
  user: string;
  password: string;
}

/** An operator's settings as the adapter uses them. Addresses have no slash at the end. */
export interface TwilioSettings {
  accountSid: string;
  /** Those of the API key where there is one. */
  credentials: Credentials;
  /** The account's own, which alone may read the account. */
  accountCredentials: Credentials;
  /** Any of them may have signed a webhook. */
  authTokens: readonly string[];
  messagingServiceSid: string | undefined;
  /** Every secret that must not come back out. */
  secrets: readonly string[];
  /** Host of messages, numbers and media. */
  apiUrl: string;
  contentUrl: string;
  messagingUrl: string;
}

export function readSettings(values: FieldValues): TwilioSettings {
  const { accountSid = '', authToken = '', previousAuthToken = '', apiKeySid, apiKeySecret = '' } = values;
  const hostOr = (own: string): string => trimBaseUrl(values.apiBaseUrl || own);
  const accountCredentials = { user: accountSid, password: authToken };
  const credentials = apiKeySid ? { user: apiKeySid, password: apiKeySecret } : accountCredentials;
  return {
    accountSid,
    credentials,
    accountCredentials,
    authTokens: [authToken, previousAuthToken].filter((token) => token !== ''),
    messagingServiceSid: values.messagingServiceSid || undefined,
    secrets: [authToken, previousAuthToken, apiKeySecret, basicToken(credentials), basicToken(accountCredentials)],
    apiUrl: hostOr(API),
    contentUrl: hostOr(CONTENT),
    messagingUrl: hostOr(MESSAGING),
  };
}

/** Of the header `authorization: Basic …`. */
export function basicToken({ user, password }: Credentials): string {
  return Buffer.from(`${user}:${password}`).toString('base64');
}

/** Whether an address is one of Twilio's API host, which a configured one replaces. */
export function isApiHost(host: string): boolean {
  return host === new URL(API).host;
}

export function validate(values: FieldValues): { field: string; message: string }[] {
  const { accountSid = '', authToken = '', apiKeySid = '', apiKeySecret = '', messagingServiceSid = '' } = values;
  const problems: { field: string; message: string }[] = [];
  const expect = (isGood: boolean, field: string, message: string): void => {
    if (!isGood) problems.push({ field, message });
  };
  expect(isSid(accountSid, 'AC'), 'accountSid', 'Must be AC and 32 hexadecimal digits.');
  expect(/^[\x21-\x7e]+$/.test(authToken), 'authToken', 'Must be one word without spaces or line ends.');
  expect(apiKeySid === '' || isSid(apiKeySid, 'SK'), 'apiKeySid', 'Must be SK and 32 hexadecimal digits.');
  expect(apiKeySid === '' || apiKeySecret !== '', 'apiKeySecret', 'Is needed beside the SID of the API key.');
  expect(apiKeySid !== '' || apiKeySecret === '', 'apiKeySid', 'Is needed beside the secret of the API key.');
  const isService = messagingServiceSid === '' || isSid(messagingServiceSid, 'MG');
  expect(isService, 'messagingServiceSid', 'Must be MG and 32 hexadecimal digits.');
  const urlProblem = values.apiBaseUrl ? baseUrlProblem(values.apiBaseUrl) : undefined;
  if (urlProblem !== undefined) problems.push({ field: 'apiBaseUrl', message: urlProblem });
  return problems;
}

/** Two letters tell what it is of. */
export function isSid(text: string, prefix: string): boolean {
  return new RegExp(`^${prefix}[0-9a-f]{32}$`, 'i').test(text);
}
