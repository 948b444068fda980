import { Fields, Mistake } from '../../../domain/parsing/fields.ts';
import type { Flow, Step } from '../flow.ts';
import { readTimezone } from '../time-of-day.ts';
import { MANY, readSteps } from './read-steps.ts';
import { readTrigger } from './read-trigger.ts';
import { attempt, type Reader, requireName } from './reader.ts';

/** A flow without mistakes; or all the mistakes that do not follow from each other. */
export type ReadFlow =
  | { ok: true; flow: Flow /** Sections that nothing leads to. */; unreachable: readonly string[] }
  | { ok: false; mistakes: readonly Mistake[] };

/** Reads a flow out of parsed YAML. `secrets`: the names that calls may use. */
export function readFlow(input: unknown, secrets: Reader['secrets']): ReadFlow {
  const reader: Reader = { timezone: 'UTC', secrets, mistakes: [], references: [] };
  const flow = attempt(reader, () => readWhole(new Fields(input, ''), reader));
  if (flow === undefined || reader.mistakes.length > 0) return { ok: false, mistakes: reader.mistakes };
  return { ok: true, flow, unreachable: unreachableSections(flow, reader) };
}

function readWhole(fields: Fields, reader: Reader): Flow {
  if (fields.has('timezone')) {
    const timezone = attempt(reader, () => readTimezone(fields.value('timezone'), 'timezone'));
    reader.timezone = timezone ?? reader.timezone;
  }
  const sections = readSections(fields, reader);
  const triggers = fields.list('triggers', MANY, (item, path) =>
    attempt(reader, () => readTrigger(item, path, reader)),
  );
  attempt(reader, () => fields.end());
  for (const { section, path } of reader.references) {
    if (sections.has(section)) continue;
    reader.mistakes.push(new Mistake(path, `names the section ${section}, which does not exist`));
  }
  return { triggers: triggers.filter((trigger) => trigger !== undefined), sections };
}

function readSections(fields: Fields, reader: Reader): Map<string, readonly Step[]> {
  const sections = fields.object('sections');
  const names = Object.keys(fields.record('sections'));
  if (names.length === 0) throw fields.mistake('sections', 'must have at least one section');
  const read = names.map((name) => {
    const steps = attempt(reader, () => {
      requireName(name, sections.pathOf(name));
      return readSteps(sections, name, { reader, section: name });
    });
    return [name, steps ?? []] as const;
  });
  return new Map(read);
}

function unreachableSections({ sections }: Flow, { references }: Reader): string[] {
  const reached = new Set<string>();
  const visit = (from: string | null): void => {
    for (const { section } of references.filter((reference) => reference.from === from)) {
      if (reached.has(section)) continue;
      reached.add(section);
      visit(section);
    }
  };
  visit(null);
  return [...sections.keys()].filter((name) => !reached.has(name));
}
