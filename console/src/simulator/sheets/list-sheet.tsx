import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListChoice, ListRow } from '../api/types.ts';
import classes from './list-sheet.module.css';
import { Sheet } from './sheet.tsx';

export interface ListSheetProps {
  choice: ListChoice;
  onChoose(rowId: string): void;
  onClose(): void;
}

function Row({ row, isChosen, onChoose }: { row: ListRow; isChosen: boolean; onChoose(): void }) {
  return (
    <label className={classes.row}>
      <span className={classes.words}>
        {row.title}
        {row.description && <span className={classes.description}>{row.description}</span>}
      </span>
      <input type="radio" name="row" value={row.id} checked={isChosen} onChange={onChoose} />
    </label>
  );
}

/** Where a row of a list message is chosen. */
export function ListSheet({ choice, onChoose, onClose }: ListSheetProps) {
  const { t } = useTranslation();
  const [rowId, setRowId] = useState<string | null>(null);
  return (
    <Sheet
      title={choice.button}
      submit={t('phone.send')}
      isReady={rowId !== null}
      onSubmit={() => rowId !== null && onChoose(rowId)}
      onClose={onClose}
    >
      {choice.sections.map(({ title, rows }) => (
        <fieldset key={rows.map(({ id }) => id).join()} className={classes.group}>
          {title && <legend className={classes.section}>{title}</legend>}
          {rows.map((row) => (
            <Row key={row.id} row={row} isChosen={row.id === rowId} onChoose={() => setRowId(row.id)} />
          ))}
        </fieldset>
      ))}
    </Sheet>
  );
}
