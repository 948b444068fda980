import type { FieldValues } from '../../domain/settings.ts';
import { baseUrlProblem } from '../kit/base-url.ts';
import { webhookGuardProblems } from '../kit/webhook-guard.ts';
import { normalizeBaseUrl } from './base-url.ts';
import { schemeOf } from './settings.ts';

const ID_LENGTH = 255;

interface Problem {
  field: string;
  message: string;
}

/** What is wrong with the settings, as sentences. */
export function validate(values: FieldValues): Problem[] {
  return [...accountProblems(values), ...optionProblems(values), ...webhookProblems(values)];
}

function accountProblems(values: FieldValues): Problem[] {
  const { baseUrl = '', username = '', password = '', apiKey = '' } = values;
  const problems = createList();
  const urlProblem = baseUrl.trim() === '' ? 'Is needed.' : baseUrlProblem(normalizeBaseUrl(baseUrl));
  if (urlProblem !== undefined) problems.add('baseUrl', urlProblem);
  if (apiKey !== '' && !isWord(apiKey)) problems.add('apiKey', 'Must be one word without spaces or line ends.');
  const scheme = schemeOf(values);
  if (scheme === 'app') {
    if (apiKey === '') problems.add('apiKey', 'Is needed for the authorization app.');
    return problems.all;
  }
  if (username === '') problems.add('username', 'Is needed where no API key is used.');
  if (password === '') problems.add('password', 'Is needed beside the user name.');
  if (username.includes(':')) problems.add('username', 'Must not contain a colon.');
  return problems.all;
}

function optionProblems(values: FieldValues): Problem[] {
  const problems = createList();
  for (const field of ['platformEntityId', 'platformApplicationId']) {
    if ((values[field] ?? '').length > ID_LENGTH) problems.add(field, `Must have at most ${ID_LENGTH} characters.`);
  }
  const { trackingUrl, sandboxKeyword } = values;
  if (trackingUrl && !URL.canParse(trackingUrl)) problems.add('trackingUrl', 'Must be a complete address.');
  if (sandboxKeyword && !isWord(sandboxKeyword.trim())) problems.add('sandboxKeyword', 'Must be one word.');
  return problems.all;
}

function webhookProblems(values: FieldValues): Problem[] {
  const { webhookHmacHeader, webhookHmacSecret } = values;
  const problems = createList();
  if (webhookHmacHeader && !/^[\w!#$%&'*+.^`|~-]+$/.test(webhookHmacHeader.trim())) {
    problems.add('webhookHmacHeader', 'Must be the name of a header, without a colon.');
  }
  if (webhookHmacHeader && !webhookHmacSecret) problems.add('webhookHmacSecret', 'Is needed beside the header.');
  if (webhookHmacSecret && !webhookHmacHeader) problems.add('webhookHmacHeader', 'Is needed beside the key.');
  return [...webhookGuardProblems(values), ...problems.all];
}

function createList() {
  const all: Problem[] = [];
  return { all, add: (field: string, message: string) => void all.push({ field, message }) };
}

function isWord(text: string): boolean {
  return /^[^\s\p{Cc}]+$/u.test(text);
}
