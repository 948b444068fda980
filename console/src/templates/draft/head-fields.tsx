import { Group, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { TEMPLATE_CATEGORIES, templateCategory } from '../../words/template.ts';
import type { Draft } from './draft.ts';

/** What every part of the form gets. */
export interface DraftPartProps {
  draft: Draft;
  change(change: Partial<Draft>): void;
  /** What the gateway says of this place of the template. */
  errorAt(pointer: string): string | undefined;
}

/** Name, language and category. */
export function HeadFields({ draft, change, errorAt }: DraftPartProps) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        label={t('draft.name')}
        description={t('draft.nameHint')}
        required
        value={draft.name}
        error={errorAt('/name')}
        onChange={(event) => change({ name: event.target.value })}
      />
      <Group grow align="flex-start">
        <TextInput
          label={t('templates.language')}
          required
          value={draft.language}
          error={errorAt('/language')}
          onChange={(event) => change({ language: event.target.value })}
        />
        <Select
          label={t('templates.category')}
          required
          allowDeselect={false}
          data={TEMPLATE_CATEGORIES.map((value) => ({ value, label: templateCategory(value, t) }))}
          value={draft.category}
          error={errorAt('/category')}
          onChange={(category) => category && change({ category })}
        />
      </Group>
    </>
  );
}
