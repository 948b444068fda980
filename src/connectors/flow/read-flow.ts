import { type Bounds, Fields, Mistake, readText } from '../../domain/parsing/fields.ts';
import { readPart } from '../kit/answer.ts';
import type { Flow, Step, Trigger } from './flow.ts';
import { sampleContent } from './placeholders.ts';
import { wordsOf } from './words.ts';

const MANY: Bounds = { min: 1, max: 500 };
const NAME = /^[A-Za-z][\w-]*$/;
/** Names that placeholders keep for themselves. */
const RESERVED = ['contact'];

/** Reads a flow out of parsed YAML. Throws the first `Mistake`. */
export function readFlow(input: unknown): Flow {
  const fields = new Fields(input, '');
  const sections = readSections(fields);
  const triggers = fields.list('triggers', MANY, readTrigger);
  fields.end();
  triggers.forEach(({ goto }, index) => {
    requireSection(goto, `triggers[${index}].goto`, sections);
  });
  for (const [name, steps] of sections) {
    steps.forEach((step, index) => {
      if (step.do === 'goto') requireSection(step.section, `sections.${name}[${index}].goto`, sections);
    });
  }
  return { triggers, sections };
}

function requireSection(name: string, path: string, sections: Flow['sections']): void {
  if (!sections.has(name)) throw new Mistake(path, `names the section ${name}, which does not exist`);
}

function readSections(fields: Fields): Map<string, Step[]> {
  const sections = fields.object('sections');
  const names = Object.keys(fields.record('sections'));
  if (names.length === 0) throw fields.mistake('sections', 'must have at least one section');
  return new Map(names.map((name) => [requireName(name, sections.pathOf(name)), sections.list(name, MANY, readStep)]));
}

function readTrigger(item: unknown, path: string): Trigger {
  const fields = new Fields(item, path);
  const goto = fields.text('goto');
  const trigger = readCondition(fields);
  fields.end();
  return { ...trigger, goto };
}

function readCondition(fields: Fields) {
  const kind = oneMember(fields, ['greeting', 'keyword', 'choice', 'fallback']);
  switch (kind) {
    case 'keyword':
      return { on: kind, phrases: readTexts(fields, kind, readPhrase) };
    case 'choice':
      return { on: kind, ids: readTexts(fields, kind, readText) };
    default:
      requireTrue(fields, kind);
      return { on: kind };
  }
}

function readPhrase(item: unknown, path: string): string {
  const phrase = wordsOf(readText(item, path));
  if (phrase === '') throw new Mistake(path, 'must have a letter or a digit');
  return phrase;
}

function readStep(item: unknown, path: string): Step {
  // `- end` alone is short for `- end: true`.
  if (item === 'end') return { do: 'end' };
  const fields = new Fields(item, path);
  const step = readAction(fields);
  fields.end();
  return step;
}

function readAction(fields: Fields): Step {
  const kind = oneMember(fields, ['say', 'ask', 'goto', 'end']);
  switch (kind) {
    case 'say':
      return { do: kind, say: readSaying(fields, kind) };
    case 'ask':
      return { do: kind, say: readSaying(fields, kind), store: readVariable(fields) };
    case 'goto':
      return { do: kind, section: fields.text(kind) };
    case 'end':
      requireTrue(fields, kind);
      return { do: kind };
  }
}

function readSaying(fields: Fields, name: string): unknown {
  const saying = fields.value(name);
  readPart(sampleContent(saying), fields.pathOf(name));
  return saying;
}

function readVariable(fields: Fields): string {
  const name = requireName(fields.text('store'), fields.pathOf('store'));
  if (RESERVED.includes(name)) throw fields.mistake('store', `must not be ${name}, which has a meaning of its own`);
  return name;
}

function requireName(name: string, path: string): string {
  if (!NAME.test(name)) throw new Mistake(path, 'must be a name of letters, digits, _ and -, beginning with a letter');
  return name;
}

function requireTrue(fields: Fields, name: string): void {
  if (fields.flag(name) !== true) throw fields.mistake(name, 'must be true');
}

/** Which of the alternatives is there. */
function oneMember<Name extends string>(fields: Fields, names: readonly Name[]): Name {
  const [found, another] = names.filter((name) => fields.has(name));
  if (found === undefined || another !== undefined) {
    throw new Mistake(fields.path, `needs exactly one of ${names.join(', ')}`);
  }
  return found;
}

function readTexts(fields: Fields, name: string, read: (item: unknown, path: string) => string): string[] {
  const value = fields.value(name);
  return Array.isArray(value) ? fields.list(name, MANY, read) : [read(value, fields.pathOf(name))];
}
