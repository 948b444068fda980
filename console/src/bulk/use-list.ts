import { useMemo, useState } from 'react';
import type { Template } from '../api/types.ts';
import { fieldsOf } from '../templates/send/template-fields.ts';
import { checkRows, guessMapping, guessPhoneColumn, type Mapping, readTable } from './recipient-list.ts';

/** The list as it was entered, read as a table, with what was said about its columns. */
export function useList(template: Template) {
  const [text, setText] = useState('');
  const [chosenPhone, setChosenPhone] = useState<number | null>(null);
  const [chosen, setChosen] = useState<Mapping>({});
  const fields = useMemo(() => fieldsOf(template), [template]);
  const table = useMemo(() => readTable(text), [text]);
  const phoneColumn = chosenPhone ?? guessPhoneColumn(table);
  const mapping = useMemo(
    () => ({ ...guessMapping(table, fields, phoneColumn), ...chosen }),
    [table, fields, phoneColumn, chosen],
  );
  const checked = useMemo(
    () => checkRows({ table, phoneColumn, mapping, fields }),
    [table, phoneColumn, mapping, fields],
  );
  const enter = (next: string) => {
    setText(next);
    setChosenPhone(null);
    setChosen({});
  };
  const map = (pointer: string, source: Mapping[string]) => setChosen((before) => ({ ...before, [pointer]: source }));
  return { text, enter, table, fields, phoneColumn, setPhoneColumn: setChosenPhone, mapping, map, checked };
}
