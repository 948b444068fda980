import type { FieldValues } from '../../domain/settings.ts';
import { baseUrlProblem } from '../kit/base-url.ts';
import { webhookGuardProblems } from '../kit/webhook-guard.ts';
import { bareKey, splitHosts } from './settings.ts';

const ONE_WORD = /^[\x21-\x7e]+$/;
const HOST = /^[a-z0-9.-]+(:\d+)?$/;

/** What is wrong with the settings, by field. */
export function validate(values: FieldValues): { field: string; message: string }[] {
  const { product = '', accountKey = '', accountUid, webHookDNId = '', mediaHosts = '', apiBaseUrl } = values;
  const problems: { field: string; message: string }[] = [];
  const add = (field: string, message: string | undefined): void => {
    if (message !== undefined) problems.push({ field, message });
  };
  add('product', ['', 'rcm', 'global'].includes(product) ? undefined : 'Must be rcm or global.');
  add('accountKey', ONE_WORD.test(bareKey(accountKey)) ? undefined : 'Must be the key alone, one word.');
  const isNameless = product === 'global' && !accountUid;
  add('accountUid', isNameless ? 'The older API needs the UID of the account.' : undefined);
  add('webHookDNId', /^\w*$/.test(webHookDNId.trim()) ? undefined : 'Must be the ID alone, such as 1001.');
  for (const name of ['templateUrl', 'optInUrl']) add(name, urlProblem(values[name]));
  const wrong = splitHosts(mediaHosts).find((host) => !HOST.test(host));
  add('mediaHosts', wrong && `"${wrong}" is no host such as files.example.com or .example.com.`);
  add('apiBaseUrl', apiBaseUrl ? baseUrlProblem(apiBaseUrl) : undefined);
  return [...problems, ...webhookGuardProblems(values)];
}

function urlProblem(text: string | undefined): string | undefined {
  if (!text) return undefined;
  const protocol = URL.parse(text)?.protocol;
  return protocol === 'https:' || protocol === 'http:'
    ? undefined
    : 'Must be a complete address that begins with https://.';
}
