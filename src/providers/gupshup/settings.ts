import type { FieldValues } from '../../domain/settings.ts';
import { trimBaseUrl } from '../kit/base-url.ts';
import type { Redact } from '../kit/redact.ts';
import { createRedactor } from '../kit/redact.ts';
import { fields } from './fields.ts';

/** User id and password of one account of the enterprise gateway. */
export interface Credentials {
  userId: string;
  password: string;
}

/** What a document does with a text beside its caption. */
export type DocumentText = 'after' | 'joined' | 'caption_only';

/** Of the enterprise gateway. */
export interface EnterpriseSettings {
  product: 'enterprise';
  /** For free-form messages. */
  session: Credentials;
  /** For templates and consent; the same where the account has only one pair. */
  hsm: Credentials;
  /** Where messages are sent and where templates are kept: addresses of the one endpoint that each has. */
  sendUrl: string;
  templatesUrl: string;
  /** How a template is named in a send: by its rendered text, or by its id and values. */
  templatesBy: 'text' | 'id';
  documentText: DocumentText;
}

/** Of the app API; `partner` is there if calls of partners can be made. */
export interface SelfServeSettings {
  product: 'self_serve';
  apiKey: string;
  appName: string;
  /** Without a slash at the end. */
  apiUrl: string;
  documentText: DocumentText;
  partner?: PartnerSettings;
}

/** An app as its partner sees it: with a token of its own, or one got with the partner's sign-in. */
export interface PartnerSettings {
  appId: string;
  appToken?: string;
  login?: { email: string; password: string };
  /** Without a slash at the end. */
  url: string;
}

/** What both products have. */
export interface CommonSettings {
  redact: Redact;
  /** Hosts, with port if they have one, that files may be fetched from; with a dot in front: and all below. */
  fileHosts: readonly string[];
  /** Requests that cannot be taken are answered with Kore.ai's 500. */
  isCompatible: boolean;
}

export type GupshupSettings = CommonSettings & (EnterpriseSettings | SelfServeSettings);

/** Where received files have been seen. */
const FILE_HOSTS = ['.amazonaws.com', '.gupshup.io', '.smsgupshup.com'];

/** An operator's settings as the adapter uses them. */
export function readSettings(values: FieldValues): GupshupSettings {
  const secrets = fields.filter(({ secret }) => secret).map(({ name }) => values[name]);
  const common: CommonSettings = {
    redact: createRedactor(secrets),
    fileHosts: [...FILE_HOSTS, ...splitHosts(values.mediaHosts ?? ''), ...hostOf(values.apiBaseUrl ?? '')],
    isCompatible: values.compatibility === 'on',
  };
  return values.product === 'self_serve'
    ? { ...common, ...readSelfServe(values) }
    : { ...common, ...readEnterprise(values) };
}

/** Splits what an operator wrote, with commas or spaces between. */
export function splitHosts(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((host) => host !== '');
}

function readEnterprise(values: FieldValues): EnterpriseSettings {
  const { hsmUserId = '', hsmPassword = '' } = values;
  // Kore.ai's screen calls the user id “WABA ID”.
  const session = { userId: values.userId || values.wabaId || '', password: values.password ?? '' };
  return {
    product: 'enterprise',
    session,
    hsm: hsmUserId === '' ? session : { userId: hsmUserId, password: hsmPassword },
    sendUrl: `${baseOf(values, 'https://media.smsgupshup.com')}/GatewayAPI/rest`,
    templatesUrl: `${baseOf(values, 'https://wamedia.smsgupshup.com')}/GatewayAPI/rest`,
    templatesBy: values.templatesBy === 'id' ? 'id' : 'text',
    documentText: readDocumentText(values),
  };
}

function readSelfServe(values: FieldValues): SelfServeSettings {
  const { apiKey = '', appName = '', appId = '', appToken, partnerEmail = '', partnerPassword = '' } = values;
  const login = partnerEmail === '' ? undefined : { email: partnerEmail, password: partnerPassword };
  const url = `${baseOf(values, 'https://partner.gupshup.io')}/partner`;
  const canCall = appId !== '' && (Boolean(appToken) || login !== undefined);
  return {
    product: 'self_serve',
    apiKey,
    appName,
    apiUrl: `${baseOf(values, 'https://api.gupshup.io')}/wa/api/v1`,
    documentText: readDocumentText(values),
    ...(canCall && { partner: { appId, url, ...(appToken && { appToken }), ...(login && { login }) } }),
  };
}

function baseOf({ apiBaseUrl }: FieldValues, own: string): string {
  return trimBaseUrl(apiBaseUrl || own);
}

function readDocumentText({ documentText }: FieldValues): DocumentText {
  return documentText === 'joined' || documentText === 'caption_only' ? documentText : 'after';
}

function hostOf(url: string): string[] {
  const host = URL.parse(url)?.host;
  return host === undefined ? [] : [host];
}
