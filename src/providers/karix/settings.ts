import type { FieldValues } from '../../domain/settings.ts';
import { trimBaseUrl } from '../kit/base-url.ts';
import { createRedactor, type Redact } from '../kit/redact.ts';
import { fields } from './fields.ts';

const RCM = 'https://rcmapi.instaalerts.zone';
const GLOBAL = 'https://api.karix.io';
/** Where Karix has been seen to serve from. */
const OWN_HOSTS = ['.instaalerts.zone', '.karix.solutions', '.karix.io'];
const DEFAULT_WEBHOOK_ID = '1001';

/** What both products have. */
interface CommonSettings {
  /** Scheme, host and perhaps a prefix, without a slash at the end. */
  apiUrl: string;
  redact: Redact;
  /** Hosts, with port if they have one, that files may be fetched from; with a dot in front: and all below. */
  fileHosts: readonly string[];
}

export interface RcmSettings extends CommonSettings {
  product: 'rcm';
  /** Without the word `Bearer`. */
  accountKey: string;
  senderName: string | undefined;
  webHookDNId: string;
  templateUrl: string | undefined;
  optInUrl: string | undefined;
}

export interface GlobalSettings extends CommonSettings {
  product: 'global';
  accountUid: string;
  authToken: string;
}

/** An operator's settings as the adapter uses them. */
export function readSettings(values: FieldValues): RcmSettings | GlobalSettings {
  const isGlobal = values.product === 'global';
  const apiUrl = trimBaseUrl(values.apiBaseUrl || (isGlobal ? GLOBAL : RCM)).replace(/\/services$/, '');
  const accountKey = bareKey(values.accountKey ?? '');
  const accountUid = values.accountUid?.trim() ?? '';
  const secrets = [...fields.filter(({ secret }) => secret).map(({ name }) => values[name]), accountKey];
  const common = {
    apiUrl,
    redact: createRedactor([...secrets, isGlobal ? basicOf(accountUid, accountKey) : undefined]),
    fileHosts: [...OWN_HOSTS, ...splitHosts(values.mediaHosts ?? ''), URL.parse(apiUrl)?.host ?? ''],
  };
  if (isGlobal) return { ...common, product: 'global', accountUid, authToken: accountKey };
  return {
    ...common,
    product: 'rcm',
    accountKey,
    senderName: values.senderName?.trim() || undefined,
    webHookDNId: values.webHookDNId?.trim() || DEFAULT_WEBHOOK_ID,
    templateUrl: values.templateUrl || undefined,
    optInUrl: values.optInUrl || undefined,
  };
}

/** Some paste the word of the header along. */
export function bareKey(text: string): string {
  return text.trim().replace(/^bearer\s+/i, '');
}

/** User name and password as basic authentication writes them. */
export function basicOf(user: string, password: string): string {
  return Buffer.from(`${user}:${password}`).toString('base64');
}

/** Splits what an operator wrote, with commas or spaces between. */
export function splitHosts(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((host) => host !== '');
}
