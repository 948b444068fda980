import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { fieldsOf as wrongPlaces } from '../../api/problem.ts';
import { previewQuery } from '../../api/template-queries.ts';
import type { Template } from '../../api/types.ts';
import { type ShownTemplate, showPreview, showTemplate } from '../shown-template.ts';
import { type PlacedErrors, placeErrors } from './field-errors.ts';
import { type FieldValues, missingOf, parametersOf } from './template-content.ts';
import { fieldsOf } from './template-fields.ts';

const WAIT_MS = 250;

export interface Preview {
  shown: ShownTemplate;
  /** What the gateway finds wrong with the values; nothing while somebody types. */
  errors: PlacedErrors;
}

/** Lets the gateway fill the template as somebody types, and say what is wrong. */
export function usePreview(channelId: string, template: Template, values: FieldValues): Preview {
  const [settled] = useDebouncedValue(values, WAIT_MS);
  const fields = fieldsOf(template);
  // What lacks is plain without asking.
  const enabled = missingOf(fields, settled).length === 0;
  const { data, error } = useQuery({ ...previewQuery(channelId, template, parametersOf(template, settled)), enabled });
  const isCurrent = settled === values;
  return {
    shown: isCurrent && data ? showPreview(data) : showTemplate(template, values),
    errors: placeErrors(isCurrent ? wrongPlaces(error) : [], { fields, values }),
  };
}
