import { Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ExampleFields } from './example-fields.tsx';
import type { DraftPartProps } from './head-fields.tsx';

/** The text with examples of its variables, and the line below it. */
export function BodyFields(props: DraftPartProps) {
  const { t } = useTranslation();
  const { draft, change, errorAt } = props;
  return (
    <>
      <Textarea
        label={t('draft.body')}
        description={t('draft.bodyHint', { variable: '{{1}}', named: '{{name}}' })}
        required
        autosize
        minRows={3}
        maxRows={12}
        maxLength={1024}
        value={draft.body}
        error={errorAt('/body/text')}
        onChange={(event) => change({ body: event.target.value })}
      />
      <ExampleFields {...props} part="body" text={draft.body} />
      <TextInput
        label={t('draft.footer')}
        maxLength={60}
        value={draft.footer}
        error={errorAt('/footer')}
        onChange={(event) => change({ footer: event.target.value })}
      />
    </>
  );
}
