import { Select, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TemplateFilter } from '../api/template-queries.ts';
import { TEMPLATE_CATEGORIES, TEMPLATE_STATUSES, templateCategory, templateStatus } from '../words/template.ts';
import classes from './template-list.module.css';

/** Without what is empty: a filter with no members is no filter. */
function withMember(filter: TemplateFilter, member: keyof TemplateFilter, value: string | null): TemplateFilter {
  const { [member]: _before, ...rest } = filter;
  return value ? { ...rest, [member]: value } : rest;
}

/** Search by name, and the choice of status, category and language. */
export function TemplateFilterBar({
  filter,
  onFilter,
}: {
  filter: TemplateFilter;
  onFilter(filter: TemplateFilter): void;
}) {
  const { t } = useTranslation();
  const set = (member: keyof TemplateFilter) => (value: string | null) => onFilter(withMember(filter, member, value));
  return (
    <search className={classes.filters}>
      <TextInput
        className={classes.search}
        size="sm"
        type="search"
        aria-label={t('templates.search')}
        placeholder={t('templates.search')}
        leftSection={<Search size={15} aria-hidden />}
        value={filter.name ?? ''}
        onChange={(event) => set('name')(event.target.value)}
      />
      <Select
        size="sm"
        clearable
        aria-label={t('templates.status')}
        placeholder={t('templates.status')}
        data={TEMPLATE_STATUSES.map((value) => ({ value, label: templateStatus(value, t) }))}
        value={filter.status ?? null}
        onChange={set('status')}
      />
      <Select
        size="sm"
        clearable
        aria-label={t('templates.category')}
        placeholder={t('templates.category')}
        data={TEMPLATE_CATEGORIES.map((value) => ({ value, label: templateCategory(value, t) }))}
        value={filter.category ?? null}
        onChange={set('category')}
      />
      <TextInput
        size="sm"
        w={120}
        aria-label={t('templates.language')}
        placeholder={t('templates.language')}
        value={filter.language ?? ''}
        onChange={(event) => set('language')(event.target.value)}
      />
    </search>
  );
}
