import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TemplateField } from '../templates/send/template-fields.ts';
import { fieldLabel } from '../words/field.ts';
import classes from './bulk.module.css';
import type { Mapping, RecipientTable, Source } from './recipient-list.ts';

interface ColumnMappingProps {
  table: RecipientTable;
  fields: readonly TemplateField[];
  phoneColumn: number;
  setPhoneColumn(column: number): void;
  mapping: Mapping;
  map(pointer: string, source: Source): void;
}

/** Stands for the same text for everybody among the columns. */
const FIXED = 'fixed';

/** Asks which column holds the number, and where each value of the template comes from. */
export function ColumnMapping({ table, fields, phoneColumn, setPhoneColumn, mapping, map }: ColumnMappingProps) {
  const { t } = useTranslation();
  const columns = table.columns.map((name, index) => ({
    value: String(index),
    label: t('bulk.column', { name, example: table.rows[0]?.[index] ?? '' }),
  }));
  const choose = (pointer: string) => (value: string | null) =>
    map(pointer, value === null || value === FIXED ? { text: '' } : { column: Number(value) });
  return (
    <div className={classes.mapping}>
      <Select
        label={t('bulk.phoneColumn')}
        allowDeselect={false}
        data={columns}
        value={String(phoneColumn)}
        onChange={(value) => setPhoneColumn(Number(value))}
      />
      {fields.map((field) => {
        const source = mapping[field.pointer] ?? { text: '' };
        const label = fieldLabel(field, t);
        return (
          <div key={field.pointer}>
            <Select
              label={label}
              allowDeselect={false}
              data={[...columns, { value: FIXED, label: t('bulk.sameForAll') }]}
              value={'text' in source ? FIXED : String(source.column)}
              onChange={choose(field.pointer)}
            />
            {'text' in source && (
              <TextInput
                mt={6}
                aria-label={t('bulk.sameValue', { name: label })}
                type={field.kind === 'time' ? 'datetime-local' : 'text'}
                placeholder={field.kind === 'media' ? 'https://' : ''}
                value={source.text}
                error={source.text.trim() === '' && t('send.required')}
                onChange={(event) => map(field.pointer, { text: event.target.value })}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}
