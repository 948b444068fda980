import { Fields } from '../../../domain/parsing/fields.ts';
import { anything } from '../expectations/any.ts';
import { choicesOf, readChoiceExpectation } from '../expectations/choice.ts';
import { readDateExpectation } from '../expectations/date.ts';
import { email } from '../expectations/email.ts';
import type { Expectation } from '../expectations/expectation.ts';
import { location } from '../expectations/location.ts';
import { readMediaExpectation } from '../expectations/media.ts';
import { readNumberExpectation } from '../expectations/number.ts';
import { readPhoneExpectation } from '../expectations/phone.ts';
import { readTextExpectation } from '../expectations/text.ts';
import type { Ask, Saying } from '../flow.ts';
import { readSaying, sampleContent } from './read-saying.ts';
import { oneMember, type Place, type Reader, readReference, readStore, requireTrue } from './reader.ts';

const RETRIES = { min: 0, max: 10 };
const DEFAULT_RETRIES = 2;
const KINDS = ['text', 'number', 'email', 'phone', 'date', 'choice', 'location', 'media'] as const;

/** `ask` with what stands beside it. Throws `Mistake`. */
export function readAsk(fields: Fields, { reader, section }: Place): Ask {
  const say = readSaying(reader, fields, 'ask');
  const expect = readExpectation(fields, reader);
  if (expect.kind === 'choice' && expect.options === undefined) requireChoices(fields, say);
  for (const name of ['retries', 'retry', 'otherwise']) {
    if (expect.kind === 'any' && fields.has(name)) throw fields.mistake(name, 'needs expect beside it');
  }
  return {
    do: 'ask',
    say,
    store: readStore(fields),
    expect,
    retries: fields.has('retries') ? wholeNumber(fields, 'retries') : DEFAULT_RETRIES,
    ...(fields.has('retry') && { retry: readSaying(reader, fields, 'retry') }),
    ...(fields.has('otherwise') && { otherwise: readReference(reader, fields, { name: 'otherwise', from: section }) }),
  };
}

function wholeNumber(fields: Fields, name: string): number {
  const number = fields.number(name, RETRIES);
  if (!Number.isInteger(number)) throw fields.mistake(name, 'must be a whole number');
  return number;
}

function readExpectation(fields: Fields, reader: Reader): Expectation {
  if (!fields.has('expect')) return anything;
  const value = fields.value('expect');
  const expect = new Fields(typeof value === 'string' ? shorthand(value) : value, fields.pathOf('expect'));
  const expectation = readKind(expect, reader);
  expect.end();
  return expectation;
}

/** `expect: number` is short for `expect: {number: {}}`. */
function shorthand(kind: string): Record<string, unknown> {
  return { [kind]: ['email', 'location', 'media', 'choice'].includes(kind) ? true : {} };
}

function readKind(expect: Fields, reader: Reader): Expectation {
  const kind = oneMember(expect, KINDS);
  switch (kind) {
    case 'email':
      requireTrue(expect, kind);
      return email;
    case 'location':
      requireTrue(expect, kind);
      return location;
    case 'choice':
      return readChoiceExpectation(expect, kind);
    case 'media':
      return readMediaExpectation(expect, kind);
    default:
      return readDetailed(kind, expect.object(kind), reader);
  }
}

function readDetailed(kind: 'text' | 'number' | 'phone' | 'date', fields: Fields, reader: Reader): Expectation {
  const read = {
    text: readTextExpectation,
    number: readNumberExpectation,
    phone: readPhoneExpectation,
    date: (one: Fields) => readDateExpectation(one, reader.timezone),
  }[kind](fields);
  fields.end();
  return read;
}

function requireChoices(fields: Fields, say: Saying): void {
  const contents = say.map(sampleContent);
  if (contents.some((content) => content === undefined || choicesOf(content).length > 0)) return;
  throw fields.mistake('expect', 'needs buttons or a list in ask, or a list of options');
}
