import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLiveState } from '../api/live.tsx';
import classes from './tools.module.css';

/** Whether the page hears of changes at once, or asks every few seconds. */
export function LiveBadge() {
  const { t } = useTranslation();
  const state = useLiveState();
  const words = state === 'live' ? t('app.live') : t('app.polling');
  return (
    <span className={classes.live} role="status" title={words}>
      <span className={classes.dot} data-state={state} />
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  );
}
