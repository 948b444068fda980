import { useTranslation } from 'react-i18next';
import { statusHintKey, statusKey, statusTone } from '../words/status.ts';
import { Chip } from './chip.tsx';

/** A message's status in plain words. */
export function StatusChip({ status }: { status: string }) {
  const { t } = useTranslation();
  const hint = statusHintKey(status);
  return (
    <Chip tone={statusTone(status)} title={hint ? t(hint) : undefined}>
      {t(statusKey(status), { status })}
    </Chip>
  );
}
