import { Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { fieldsOf } from '../api/problem.ts';
import type { NewApplication } from '../api/types.ts';
import { useErrorWords } from '../components/error-words.ts';
import classes from './applications.module.css';

export interface ApplicationFieldsProps {
  value: NewApplication;
  /** Of the last try to save it; null: there was none. */
  error: unknown;
  onChange(value: NewApplication): void;
}

/** Name, audience, and whether a token counts once. */
export function ApplicationFields({ value, error, onChange }: ApplicationFieldsProps) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const errors = fieldsOf(error);
  const errorAt = (pointer: string) => errors.find(({ path }) => path === pointer)?.message;
  return (
    <>
      <TextInput
        label={t('applications.name')}
        required
        maxLength={200}
        value={value.name}
        error={errorAt('/name')}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
      />
      <TextInput
        label={t('applications.audience')}
        description={t('applications.audienceHint')}
        placeholder={t('applications.anybody')}
        value={value.audience ?? ''}
        error={errorAt('/audience')}
        onChange={(event) => onChange({ ...value, audience: event.currentTarget.value || null })}
      />
      <Switch
        label={t('applications.singleUse')}
        description={t('applications.singleUseHint')}
        checked={value.singleUse}
        onChange={(event) => onChange({ ...value, singleUse: event.currentTarget.checked })}
      />
      <div aria-live="polite">
        {error !== null && errors.length === 0 && <p className={classes.problem}>{words(error)}</p>}
      </div>
    </>
  );
}
