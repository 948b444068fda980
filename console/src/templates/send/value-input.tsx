import { Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { fieldLabel } from '../../words/field.ts';
import { MediaInput } from './media-input.tsx';
import type { TemplateField } from './template-fields.ts';

export interface ValueInputProps {
  channelId: string;
  field: TemplateField;
  value: string;
  error: string | undefined;
  onChange(value: string): void;
  /** The person has left the field. */
  onLeave(): void;
}

/** Asks for one value of a template, in the way that suits its kind. */
export function ValueInput(props: ValueInputProps) {
  const { t } = useTranslation();
  const { field, value, error, onChange, onLeave } = props;
  if (field.kind === 'media') return <MediaInput {...props} />;
  const common = {
    label: fieldLabel(field, t),
    value,
    error,
    onBlur: onLeave,
    required: true,
    ...(field.maxLength !== undefined && { maxLength: field.maxLength }),
  };
  if (field.kind === 'paragraph') {
    return <Textarea {...common} autosize minRows={1} maxRows={6} onChange={(event) => onChange(event.target.value)} />;
  }
  return (
    <TextInput
      {...common}
      type={field.kind === 'time' ? 'datetime-local' : 'text'}
      inputMode={field.kind === 'number' ? 'decimal' : 'text'}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
