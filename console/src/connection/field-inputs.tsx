import type { FieldDefinition } from '../api/types.ts';
import type { FieldValues } from './draft.ts';
import { FieldInput } from './field-input.tsx';

export interface FieldInputsProps {
  fields: readonly FieldDefinition[];
  values: FieldValues;
  /** What is wrong with a field, by its name. */
  errorOf(name: string): string | undefined;
  onChange(values: FieldValues): void;
}

/** The fields of a form that is described as data; they fill a grid. */
export function FieldInputs({ fields, values, errorOf, onChange }: FieldInputsProps) {
  return fields.map((field) => (
    <FieldInput
      key={field.name}
      field={field}
      value={values[field.name] ?? ''}
      error={errorOf(field.name)}
      onChange={(value) => onChange({ ...values, [field.name]: value })}
    />
  ));
}
