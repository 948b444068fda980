import { useTranslation } from 'react-i18next';
import { statusHintKey, statusKey, statusTone } from '../words/status.ts';
import classes from './status-chip.module.css';

/** A message's status in plain words. */
export function StatusChip({ status }: { status: string }) {
  const { t } = useTranslation();
  const hint = statusHintKey(status);
  return (
    <span className={classes.chip} data-tone={statusTone(status)} title={hint ? t(hint) : undefined}>
      {t(statusKey(status), { status })}
    </span>
  );
}
