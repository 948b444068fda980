import { type Bounds, Fields, Mistake, readText } from '../../../domain/parsing/fields.ts';
import { readMediaKinds } from '../expectations/media.ts';
import type { Condition, Trigger } from '../flow.ts';
import { readPattern } from '../pattern.ts';
import { readTimeSpan } from '../time-of-day.ts';
import { wordsOf } from '../words.ts';
import { oneMember, type Reader, readReference, requireTrue, requireVariable } from './reader.ts';

const MANY: Bounds = { min: 1, max: 500 };
const KINDS = ['greeting', 'keyword', 'choice', 'pattern', 'media', 'location', 'fallback'] as const;

/** One entry of `triggers`: a condition, perhaps a time beside it, and where it leads. Throws `Mistake`. */
export function readTrigger(item: unknown, path: string, reader: Reader): Trigger {
  const fields = new Fields(item, path);
  const goto = readReference(reader, fields, { name: 'goto', from: null });
  const condition = readCondition(fields);
  const time = fields.value('time');
  const interrupts = fields.flag('interrupts') ?? condition.on === 'choice';
  if (interrupts && ['greeting', 'fallback', 'time'].includes(condition.on)) {
    throw fields.mistake('interrupts', `would never let a question be answered, beside ${condition.on}`);
  }
  fields.end();
  const span = time === undefined ? undefined : readTimeSpan(time, fields.pathOf('time'), reader.timezone);
  return { at: path, goto, interrupts, ...condition, ...(span !== undefined && { time: span }) };
}

function readCondition(fields: Fields): Condition {
  if (fields.has('time') && !KINDS.some((kind) => fields.has(kind))) return { on: 'time' };
  const kind = oneMember(fields, KINDS);
  switch (kind) {
    case 'keyword':
      return { on: kind, phrases: readTexts(fields, kind, readPhrase) };
    case 'choice':
      return { on: kind, ids: readTexts(fields, kind, readText) };
    case 'pattern':
      return { on: kind, pattern: readTriggerPattern(fields) };
    case 'media':
      return { on: kind, kinds: readMediaKinds(fields, kind) };
    case 'greeting':
    case 'location':
    case 'fallback':
      requireTrue(fields, kind);
      return { on: kind };
  }
}

/** Its named groups become variables. */
function readTriggerPattern(fields: Fields) {
  const pattern = readPattern(fields.value('pattern'), fields.pathOf('pattern'));
  for (const group of pattern.groups) requireVariable(group, fields.pathOf('pattern'));
  return pattern;
}

function readPhrase(item: unknown, path: string): string {
  const phrase = wordsOf(readText(item, path));
  if (phrase === '') throw new Mistake(path, 'must have a letter or a digit');
  return phrase;
}

function readTexts(fields: Fields, name: string, read: (item: unknown, path: string) => string): string[] {
  const value = fields.value(name);
  return Array.isArray(value) ? fields.list(name, MANY, read) : [read(value, fields.pathOf(name))];
}
