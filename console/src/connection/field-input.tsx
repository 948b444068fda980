import { PasswordInput, Select, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FieldDefinition } from '../api/types.ts';
import { ApplicationSelect } from './application-select.tsx';
import classes from './connection.module.css';

/** The setting by which a connection demands tokens of an application. */
const APPLICATION = 'applicationId';

/** The hint stands below, so that fields side by side are level. */
const ORDER = {
  inputWrapperOrder: ['label', 'input', 'error', 'description'] as ('label' | 'input' | 'error' | 'description')[],
};

export interface FieldInputProps {
  field: FieldDefinition;
  value: string;
  error: string | undefined;
  onChange(value: string): void;
}

/** One field of a form that is described as data. */
export function FieldInput({ field, value, error, onChange }: FieldInputProps) {
  const { t } = useTranslation();
  const { name, label, hint, required, secret, multiline, options } = field;
  const common = { ...ORDER, label, description: hint, required, value, error };
  const write = (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value);
  if (name === APPLICATION) return <ApplicationSelect {...common} onChange={onChange} />;
  if (options) {
    return (
      <Select
        {...common}
        data={options}
        value={value || null}
        placeholder={t('connection.choose')}
        allowDeselect={!required}
        clearable={!required}
        onChange={(chosen) => onChange(chosen ?? '')}
      />
    );
  }
  if (multiline) {
    return (
      <Textarea
        {...common}
        className={classes.wide ?? ''}
        autosize
        minRows={3}
        maxRows={12}
        spellCheck={false}
        onChange={write}
      />
    );
  }
  if (secret) {
    return (
      <PasswordInput
        {...common}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('connection.show', { what: label }) }}
        onChange={write}
      />
    );
  }
  return <TextInput {...common} autoComplete="off" spellCheck={false} onChange={write} />;
}
