import { z } from 'zod';

export type Issue = z.core.$ZodIssue;

const zodWords = z.locales.en().localeError;

/** What is wrong with a field, in our words: a schema's own sentence stays, zod's default ones are said plainly. */
export function wordsOf(issue: Issue): string {
  return isStandard(issue) ? (plain(issue) ?? issue.message) : issue.message;
}

/** Zod's sentence about a type also names what came instead, which an issue no longer holds. */
function isStandard(issue: Issue): boolean {
  if (issue.code === 'invalid_type') return issue.message.startsWith('Invalid input: expected');
  const standard = zodWords(issue as z.core.$ZodRawIssue); // What was raised has all that this needs.
  return issue.message === (typeof standard === 'string' ? standard : standard?.message);
}

/** Undefined: zod says it well enough. */
function plain(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `Unknown member: ${issue.keys.join(', ')}.`;
    case 'invalid_type':
      return isMissing(issue) ? 'Is required.' : `Must be ${article(issue.expected)}.`;
    case 'invalid_value':
      return `Must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}.`;
    case 'too_small':
      return isMeasured(issue.origin) && Number(issue.minimum) === 1
        ? 'Must not be empty.'
        : `Must ${measure(issue.origin, 'at least', issue.minimum)}.`;
    case 'too_big':
      return `Must ${measure(issue.origin, 'at most', issue.maximum)}.`;
    case 'invalid_format':
      return FORMATS[issue.format];
    default:
      return undefined;
  }
}

/** The validator says so when there was nothing at all. */
function isMissing(issue: Issue): boolean {
  return issue.message.endsWith('received undefined');
}

const FORMATS: Readonly<Record<string, string>> = {
  url: 'Must be a URL.',
  email: 'Must be an e-mail address.',
  datetime: 'Must be a moment in ISO 8601, such as 2026-11-21T10:00:00Z.',
};

const ARTICLES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function article(expected: string): string {
  return ARTICLES[expected] ?? expected;
}

function isMeasured(origin: string): boolean {
  return origin === 'string' || origin === 'array';
}

function measure(origin: string, bound: string, limit: number | bigint): string {
  if (origin === 'string') return `have ${bound} ${limit} characters`;
  if (origin === 'array') return `have ${bound} ${limit} items`;
  return `be ${bound} ${limit}`;
}
