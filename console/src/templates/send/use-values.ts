import { useState } from 'react';
import type { FieldValues } from './template-content.ts';

/** What was entered into the fields of a template, and which of them the person has dealt with. */
export function useValues() {
  const [values, setValues] = useState<FieldValues>({});
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  return {
    values,
    /** Whether an error beside this field would come too early. */
    isUntouched: (pointer: string) => !touched.has(pointer),
    change: (pointer: string, value: string) => setValues((before) => ({ ...before, [pointer]: value })),
    touch: (...pointers: string[]) => setTouched((before) => new Set([...before, ...pointers])),
  };
}
