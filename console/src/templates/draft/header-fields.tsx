import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HeaderFormat } from './draft.ts';
import { ExampleFields } from './example-fields.tsx';
import type { DraftPartProps } from './head-fields.tsx';

const FORMATS: readonly HeaderFormat[] = ['none', 'text', 'image', 'video', 'document', 'location'];

/** What stands above the text: nothing, a line, a file or a place. */
export function HeaderFields(props: DraftPartProps) {
  const { t } = useTranslation();
  const { draft, change, errorAt } = props;
  const isFile = ['image', 'video', 'document'].includes(draft.headerFormat);
  return (
    <>
      <Select
        label={t('draft.header')}
        allowDeselect={false}
        data={FORMATS.map((value) => ({ value, label: t(`draftHeader.${value}`) }))}
        value={draft.headerFormat}
        onChange={(headerFormat) => headerFormat && change({ headerFormat })}
      />
      {draft.headerFormat === 'text' && (
        <>
          <TextInput
            label={t('draft.headerText')}
            required
            maxLength={60}
            value={draft.headerText}
            error={errorAt('/header/text')}
            onChange={(event) => change({ headerText: event.target.value })}
          />
          <ExampleFields {...props} part="header" text={draft.headerText} />
        </>
      )}
      {isFile && (
        <TextInput
          type="url"
          label={t('draft.headerExample')}
          description={t('draft.headerExampleHint')}
          placeholder="https://"
          required
          value={draft.headerExample}
          error={errorAt('/header') ?? errorAt('/header/exampleUrl')}
          onChange={(event) => change({ headerExample: event.target.value })}
        />
      )}
    </>
  );
}
