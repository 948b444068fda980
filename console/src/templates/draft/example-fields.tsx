import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { exampleKey, variablesOf } from './draft.ts';
import type { DraftPartProps } from './head-fields.tsx';

/** Asks for what reviewers see in place of each variable of a text. */
export function ExampleFields({
  part,
  text,
  draft,
  change,
  errorAt,
}: DraftPartProps & { part: 'header' | 'body'; text: string }) {
  const { t } = useTranslation();
  return variablesOf(text).map((name) => {
    const key = exampleKey(part, name);
    return (
      <TextInput
        key={key}
        label={t('draft.example', { name: `{{${name}}}` })}
        required
        value={draft.examples[key] ?? ''}
        error={errorAt(`/${part}/examples/${name}`)}
        onChange={(event) => change({ examples: { ...draft.examples, [key]: event.target.value } })}
      />
    );
  });
}
