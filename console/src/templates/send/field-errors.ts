import type { FieldError } from '../../api/problem.ts';
import type { FieldValues } from './template-content.ts';
import type { TemplateField } from './template-fields.ts';

/** What is wrong, where it belongs. */
export interface PlacedErrors {
  /** By pointer of a field. */
  fields: Readonly<Record<string, string>>;
  /** What belongs to no field. */
  others: readonly FieldError[];
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
}

/** The field at or around the place; else the first empty one, or the first, below it: what is said of a whole list is about what lacks. */
function fieldAt(path: string, fields: readonly TemplateField[], values: FieldValues): TemplateField | undefined {
  const around = fields.find(({ pointer }) => isWithin(path, pointer));
  if (around) return around;
  const below = fields.filter(({ pointer }) => isWithin(pointer, path));
  if (below.length > 0) return below.find(({ pointer }) => !values[pointer]) ?? below[0];
  const sibling = path.slice(0, path.lastIndexOf('/'));
  return sibling === '' ? undefined : fields.find(({ pointer }) => pointer.startsWith(`${sibling}/`));
}

/** Puts the gateway's errors beside the fields that they are about. Pointers may lead into the values or into the whole request. */
export function placeErrors(
  errors: readonly FieldError[],
  { fields, values }: { fields: readonly TemplateField[]; values: FieldValues },
): PlacedErrors {
  const placed: Record<string, string> = {};
  const others: FieldError[] = [];
  for (const error of errors) {
    const field = fieldAt(error.path.replace(/^\/content(?=\/)/, ''), fields, values);
    if (field) placed[field.pointer] ??= error.message;
    else others.push(error);
  }
  return { fields: placed, others };
}
