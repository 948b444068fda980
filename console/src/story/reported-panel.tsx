import { useTranslation } from 'react-i18next';
import type { ReportedStatus } from '../api/types.ts';
import { Panel } from '../components/panel.tsx';
import { StatusChip } from '../components/status-chip.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { formatMoment } from '../words/time.ts';
import classes from './facts.module.css';

/** The statuses as the provider reported them, with its own times. */
export function ReportedPanel({ statuses }: { statuses: readonly ReportedStatus[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <Panel title={t('story.statuses')} count={statuses.length}>
      <ol className={classes.list}>
        {statuses.map(({ status, at }) => (
          <li key={`${status} ${at}`} className={classes.line}>
            <span className={classes.grow}>
              <StatusChip status={status} />
            </span>
            <time className={classes.soft} dateTime={at}>
              {formatMoment(at, locale)}
            </time>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
