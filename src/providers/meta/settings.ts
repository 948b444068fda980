import type { FieldDefinition, FieldValues } from '../../domain/settings.ts';
import { baseUrlProblem, trimBaseUrl } from '../kit/base-url.ts';

/** Meta keeps a version for about two years (https://developers.facebook.com/docs/graph-api/changelog). */
const DEFAULT_GRAPH_VERSION = 'v25.0';
const DEFAULT_BASE_URL = 'https://graph.facebook.com';

export const fields: readonly FieldDefinition[] = [
  {
    name: 'appId',
    label: 'App ID',
    hint: 'The number of your Meta app: App settings → Basic.',
    secret: false,
    required: true,
  },
  {
    name: 'accessToken',
    label: 'Access token',
    hint: 'A token of a system user with whatsapp_business_messaging and whatsapp_business_management. The token of the quick start ends after a day.',
    secret: true,
    required: true,
  },
  {
    name: 'appSecret',
    label: 'App secret',
    hint: 'App settings → Basic → App secret. Every webhook is checked with it.',
    secret: true,
    required: true,
  },
  {
    name: 'verifyToken',
    label: 'Verify token',
    hint: 'A text of your own; enter the same one beside the callback URL at Meta.',
    secret: false,
    required: true,
  },
  {
    name: 'previousAppSecret',
    label: 'Previous app secret',
    hint: 'While you change the app secret: the old one, which is accepted too.',
    secret: true,
    required: false,
  },
  {
    name: 'graphVersion',
    label: 'Graph API version',
    hint: `Such as ${DEFAULT_GRAPH_VERSION}, which is used if this is empty.`,
    secret: false,
    required: false,
  },
  {
    name: 'apiBaseUrl',
    label: 'API address',
    hint: `Replaces ${DEFAULT_BASE_URL}, for a proxy or a simulator.`,
    secret: false,
    required: false,
  },
];

export const senderFields: readonly FieldDefinition[] = [
  {
    name: 'phoneNumberId',
    label: 'Phone number ID',
    hint: 'WhatsApp → API setup, below the number. It is not the number itself.',
    secret: false,
    required: true,
  },
  {
    name: 'businessAccountId',
    label: 'WhatsApp Business account ID',
    hint: 'Learned from the first webhook if left empty.',
    secret: false,
    required: false,
  },
];

/** An operator's settings as the adapter uses them. */
export interface MetaSettings {
  appId: string;
  accessToken: string;
  /** Newest first. */
  appSecrets: readonly string[];
  verifyToken: string;
  /** With version, without a slash at the end. */
  apiUrl: string;
  /** Hosts, with port if they have one, that our token may be sent to. */
  fileHosts: readonly string[];
}

/** Where received files lie: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media (seen 2026-09) */
const FILE_HOSTS = ['lookaside.fbsbx.com', 'graph.facebook.com'];

export function readSettings(values: FieldValues): MetaSettings {
  const { appId = '', accessToken = '', appSecret = '', previousAppSecret = '', verifyToken = '' } = values;
  const baseUrl = trimBaseUrl(values.apiBaseUrl || DEFAULT_BASE_URL);
  return {
    appId,
    accessToken,
    appSecrets: [appSecret, previousAppSecret].filter((secret) => secret !== ''),
    verifyToken,
    apiUrl: `${baseUrl}/${values.graphVersion || DEFAULT_GRAPH_VERSION}`,
    fileHosts: [...new Set([...FILE_HOSTS, hostOf(baseUrl)])],
  };
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? '';
}

export function validate(values: FieldValues): { field: string; message: string }[] {
  const { accessToken = '', graphVersion, apiBaseUrl } = values;
  const problems: { field: string; message: string }[] = [];
  if (!/^[\x21-\x7e]+$/.test(accessToken)) {
    problems.push({ field: 'accessToken', message: 'Must be one word without spaces or line ends.' });
  }
  if (graphVersion && !/^v\d+\.\d+$/.test(graphVersion)) {
    problems.push({ field: 'graphVersion', message: `Must look like ${DEFAULT_GRAPH_VERSION}.` });
  }
  const urlProblem = apiBaseUrl ? baseUrlProblem(apiBaseUrl) : undefined;
  if (urlProblem !== undefined) problems.push({ field: 'apiBaseUrl', message: urlProblem });
  return problems;
}
