import type { FieldValues } from '../../domain/settings.ts';
import { baseUrlProblem } from '../kit/base-url.ts';
import { webhookGuardProblems } from '../kit/webhook-guard.ts';
import { splitHosts } from './settings.ts';

interface Problem {
  field: string;
  message: string;
}

/** What is wrong with the settings, by field. Each product has its own needs. */
export function validate(values: FieldValues): Problem[] {
  const urlProblem = values.apiBaseUrl ? baseUrlProblem(values.apiBaseUrl) : undefined;
  return [
    ...ofProduct(values),
    ...(urlProblem === undefined ? [] : [{ field: 'apiBaseUrl', message: urlProblem }]),
    ...ofHosts(values),
    ...webhookGuardProblems(values),
  ];
}

function ofProduct(values: FieldValues): Problem[] {
  switch (values.product) {
    case 'enterprise':
      return ofEnterprise(values);
    case 'self_serve':
      return ofSelfServe(values);
    default:
      return [{ field: 'product', message: 'Must be enterprise or self_serve.' }];
  }
}

function ofEnterprise({ userId, wabaId, password, hsmUserId, hsmPassword }: FieldValues): Problem[] {
  const problems: Problem[] = [];
  if (!userId && !wabaId) problems.push({ field: 'userId', message: 'The enterprise product needs the user ID.' });
  if (!password) problems.push({ field: 'password', message: 'The enterprise product needs the password.' });
  if (hsmUserId && !hsmPassword) {
    problems.push({ field: 'hsmPassword', message: 'Is needed beside the user ID for templates.' });
  }
  if (hsmPassword && !hsmUserId) {
    problems.push({ field: 'hsmUserId', message: 'Is needed beside the password for templates.' });
  }
  return problems;
}

function ofSelfServe(values: FieldValues): Problem[] {
  const { apiKey = '', appName, appId, appToken, partnerEmail, partnerPassword } = values;
  const problems: Problem[] = [];
  // It travels in a header.
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    problems.push({ field: 'apiKey', message: 'The self-serve product needs an API key, one word.' });
  }
  if (!appName) problems.push({ field: 'appName', message: 'The self-serve product needs the name of the app.' });
  if (appToken && !/^[\x21-\x7e]+$/.test(appToken)) problems.push({ field: 'appToken', message: 'Must be one word.' });
  if ((appToken || partnerEmail) && !appId) {
    problems.push({ field: 'appId', message: 'Is needed beside an app token or a partner.' });
  }
  if (partnerEmail && !partnerPassword) {
    problems.push({ field: 'partnerPassword', message: 'Is needed beside the partner e-mail.' });
  }
  if (partnerPassword && !partnerEmail) {
    problems.push({ field: 'partnerEmail', message: 'Is needed beside the partner password.' });
  }
  return problems;
}

function ofHosts({ mediaHosts = '' }: FieldValues): Problem[] {
  const wrong = splitHosts(mediaHosts).find((host) => !/^[a-z0-9.-]+(:\d+)?$/.test(host));
  return wrong === undefined
    ? []
    : [{ field: 'mediaHosts', message: `"${wrong}" is no host such as files.example.com or .example.com.` }];
}
