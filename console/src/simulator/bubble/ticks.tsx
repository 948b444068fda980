import { Check, CheckCheck, CircleAlert, Clock3 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EntryStatus } from '../api/types.ts';
import classes from './ticks.module.css';

const SIGNS = {
  accepted: Clock3,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
} as const satisfies Record<EntryStatus, unknown>;

/** How far a message has come, in the signs of the phone. */
export function Ticks({ status }: { status: EntryStatus }) {
  const { t } = useTranslation();
  const Sign = SIGNS[status];
  const words = t(`phone.tick.${status}`);
  return (
    <span className={classes.ticks} data-status={status} role="img" aria-label={words} title={words}>
      <Sign size={14} aria-hidden />
    </span>
  );
}
