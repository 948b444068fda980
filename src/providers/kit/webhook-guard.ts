import { BlockList, isIP } from 'node:net';
import type { Verdict, WebhookRequest } from '../../domain/provider.ts';
import type { FieldDefinition, FieldValues } from '../../domain/settings.ts';
import { isSameSecret } from './signature.ts';

/** Settings by which an operator protects callbacks that carry no signature; a provider adds those that it supports to its own. */
export const WEBHOOK_GUARD_FIELDS: readonly FieldDefinition[] = [
  {
    name: 'webhookHeader',
    label: 'Secret header of webhooks',
    hint: 'The name of a header that the provider adds to every webhook, such as X-Webhook-Secret. Its value stands below.',
    secret: false,
    required: false,
  },
  {
    name: 'webhookSecret',
    label: 'Value of the secret header',
    hint: 'Webhooks without exactly this value are refused.',
    secret: true,
    required: false,
  },
  {
    name: 'webhookUser',
    label: 'User name of webhooks',
    hint: 'If the provider sends its webhooks with basic authentication.',
    secret: false,
    required: false,
  },
  {
    name: 'webhookPassword',
    label: 'Password of webhooks',
    hint: 'Belongs to the user name of webhooks.',
    secret: true,
    required: false,
  },
  {
    name: 'applicationId',
    label: 'Application of webhooks',
    hint: 'The id of an application made here: every webhook must then carry a token signed with its secret, as Authorization: Bearer.',
    secret: false,
    required: false,
  },
  {
    name: 'webhookAddresses',
    label: 'Addresses of webhooks',
    hint: 'Networks that webhooks may come from, with commas between: 203.0.113.7, 198.51.100.0/24. Empty: any.',
    secret: false,
    required: false,
  },
];

/** Decides whether a webhook comes from whom it should. */
export type WebhookGuard = (request: WebhookRequest) => Verdict;

/** Checks everything that is set; where no secret is set, a request is `unproven`. Constant time. */
export function createWebhookGuard(settings: FieldValues): WebhookGuard {
  const { webhookHeader, webhookSecret, webhookUser, webhookPassword } = settings;
  const header = webhookHeader?.trim().toLowerCase();
  const basic = webhookUser && webhookPassword ? basicAuth(webhookUser, webhookPassword) : undefined;
  const networks = settings.webhookAddresses ? readNetworks(settings.webhookAddresses) : undefined;

  return ({ headers, address = '' }) => {
    if (networks && !isWithin(networks, address)) return { ok: false, reason: 'address_refused' };
    if (header && webhookSecret && !isSameSecret(webhookSecret, headers[header] ?? '')) return refused(headers[header]);
    if (basic && !isSameSecret(basic, headers.authorization ?? '')) return refused(headers.authorization);
    return (header && webhookSecret) || basic ? { ok: true } : { ok: true, unproven: true };
  };
}

/** What is wrong with the settings of the guard, by field. */
export function webhookGuardProblems(settings: FieldValues): { field: string; message: string }[] {
  const { webhookHeader, webhookSecret, webhookUser, webhookPassword, webhookAddresses, applicationId } = settings;
  const problems: { field: string; message: string }[] = [];
  const need = (field: string, message: string) => problems.push({ field, message });
  if (webhookHeader && !/^[\w!#$%&'*+.^`|~-]+$/.test(webhookHeader.trim())) {
    need('webhookHeader', 'Must be the name of a header, without a colon.');
  }
  if (webhookHeader && !webhookSecret) need('webhookSecret', 'Is needed beside the name of the header.');
  if (webhookSecret && !webhookHeader) need('webhookHeader', 'Is needed beside the value of the header.');
  if (webhookUser && !webhookPassword) need('webhookPassword', 'Is needed beside the user name.');
  if (webhookPassword && !webhookUser) need('webhookUser', 'Is needed beside the password.');
  if (applicationId && webhookUser)
    need('applicationId', 'Cannot stand beside a user name: both need the same header.');
  if (webhookHeader?.trim().toLowerCase() === 'authorization' && (applicationId || webhookUser)) {
    need('webhookHeader', 'Cannot be Authorization beside an application or a user name: both need this header.');
  }
  const wrong = splitNetworks(webhookAddresses ?? '').find((network) => !isNetwork(network));
  if (wrong !== undefined) need('webhookAddresses', `"${wrong}" is no address or network such as 198.51.100.0/24.`);
  return problems;
}

function refused(given: string | undefined): Verdict {
  return { ok: false, reason: given === undefined ? 'signature_missing' : 'credentials_wrong' };
}

function basicAuth(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function splitNetworks(text: string): string[] {
  return text.split(/[\s,]+/).filter((network) => network !== '');
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

function readNetworks(text: string): BlockList {
  const networks = new BlockList();
  for (const network of splitNetworks(text).filter(isNetwork)) {
    const [address = '', prefix] = network.split('/');
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    networks.addSubnet(address, Number(prefix ?? (family === 'ipv4' ? 32 : 128)), family);
  }
  return networks;
}

function isWithin(networks: BlockList, address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  const version = isIP(plain);
  return version !== 0 && networks.check(plain, version === 4 ? 'ipv4' : 'ipv6');
}
