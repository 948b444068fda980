import { type Bounds, Fields, isRecord } from '../../../domain/parsing/fields.ts';
import type { Action, Step } from '../flow.ts';
import { readExpression } from '../templates/expression.ts';
import { readAsk } from './read-ask.ts';
import { readCall } from './read-call.ts';
import { readSaying } from './read-saying.ts';
import {
  attempt,
  oneMember,
  type Place,
  type Reader,
  readPlainTemplate,
  readReference,
  requireTrue,
  requireVariable,
} from './reader.ts';

export const MANY: Bounds = { min: 1, max: 500 };
const KINDS = ['say', 'ask', 'when', 'set', 'call', 'goto', 'handover', 'end'] as const;

/** A list of steps in the field `name`, in one row. Throws `Mistake` if it is no list; mistakes within are noted. */
export function readSteps(parent: Fields, name: string, place: Place): Step[] {
  const row: Step[] = [];
  parent.list(name, MANY, (item, path) => attempt(place.reader, () => addStep(row, { item, path }, place)));
  return row;
}

function addStep(row: Step[], { item, path }: { item: unknown; path: string }, place: Place): void {
  // `- end` and `- handover` alone are short for `- end: true`.
  const fields = new Fields(item === 'end' || item === 'handover' ? { [item]: true } : item, path);
  const kind = oneMember(fields, KINDS);
  if (kind === 'when') addWhen(row, fields, place);
  else row.push({ at: path, ...readAction(kind, fields, place) });
  fields.end();
}

function readAction(kind: Exclude<(typeof KINDS)[number], 'when'>, fields: Fields, place: Place): Action {
  const { reader, section } = place;
  switch (kind) {
    case 'say':
      return { do: kind, say: readSaying(reader, fields, kind) };
    case 'ask':
      return readAsk(fields, place);
    case 'set':
      return { do: kind, values: readValues(fields) };
    case 'call':
      return readCall(fields, place);
    case 'goto':
      return { do: kind, section: readReference(reader, fields, { name: kind, from: section }) };
    case 'handover':
      return readHandover(fields, reader);
    case 'end':
      requireTrue(fields, kind);
      return { do: kind };
  }
}

/** `when` with `then` and `else`, each a section or steps. */
function addWhen(row: Step[], fields: Fields, place: Place): void {
  const at = fields.path;
  const branch = {
    at,
    do: 'branch' as const,
    condition: readExpression(fields.value('when'), fields.pathOf('when')),
    otherwise: 0,
  };
  row.push(branch);
  addAlternative(row, fields, { name: 'then', place });
  if (!fields.has('else')) {
    branch.otherwise = row.length;
    return;
  }
  const jump = { at, do: 'jump' as const, to: 0 };
  row.push(jump);
  branch.otherwise = row.length;
  addAlternative(row, fields, { name: 'else', place });
  jump.to = row.length;
}

function addAlternative(row: Step[], fields: Fields, { name, place }: { name: 'then' | 'else'; place: Place }): void {
  if (typeof fields.value(name) === 'string') {
    const section = readReference(place.reader, fields, { name, from: place.section });
    row.push({ at: fields.pathOf(name), do: 'goto', section });
    return;
  }
  const start = row.length;
  for (const step of readSteps(fields, name, place)) row.push(moved(step, start));
}

/** Indexes count within the section. */
function moved(step: Step, by: number): Step {
  if (step.do === 'branch') return { ...step, otherwise: step.otherwise + by };
  return step.do === 'jump' ? { ...step, to: step.to + by } : step;
}

function readValues(fields: Fields) {
  const names = Object.keys(fields.record('set'));
  if (names.length === 0) throw fields.mistake('set', 'must set at least one variable');
  const values = fields.object('set');
  return names.map((name) => {
    const path = values.pathOf(name);
    const value = values.value(name);
    requireVariable(name, path);
    // Text is an expression; anything else stands for itself.
    return { name, value: typeof value === 'string' ? readExpression(value, path) : { constant: value ?? null } };
  });
}

/** `true`, a note, or `{note}`. */
function readHandover(fields: Fields, reader: Reader): Action {
  const value = fields.value('handover');
  if (value === true) return { do: 'handover' };
  const holder = isRecord(value) ? fields.object('handover') : fields;
  const name = isRecord(value) ? 'note' : 'handover';
  const note = readPlainTemplate(reader, holder.text(name), holder.pathOf(name));
  if (holder !== fields) holder.end();
  return { do: 'handover', note };
}
