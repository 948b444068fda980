import { Select, type SelectProps, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { applicationsQuery } from '../api/application-queries.ts';

type ApplicationSelectProps = Pick<
  SelectProps,
  'label' | 'description' | 'required' | 'error' | 'inputWrapperOrder'
> & {
  value: string;
  onChange(id: string): void;
};

/** Offers the applications by name; where they cannot be listed, their id can be written. */
export function ApplicationSelect({ value, onChange, ...field }: ApplicationSelectProps) {
  const { t } = useTranslation();
  const { data, isError } = useQuery(applicationsQuery);
  if (isError) return <TextInput {...field} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
  return (
    <Select
      {...field}
      clearable
      placeholder={data?.items.length === 0 ? t('applications.emptyTitle') : t('connection.choose')}
      data={data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
      value={value || null}
      onChange={(chosen) => onChange(chosen ?? '')}
    />
  );
}
