import { useTranslation } from 'react-i18next';
import type { Attempt } from '../api/types.ts';
import { Panel } from '../components/panel.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { formatDuration, formatMoment } from '../words/time.ts';
import classes from './facts.module.css';

function AttemptLine({ attempt }: { attempt: Attempt }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const tookMs = attempt.endedAt === null ? null : Date.parse(attempt.endedAt) - Date.parse(attempt.startedAt);
  return (
    <li>
      <div className={classes.line}>
        <span className={classes.grow}>
          {t('story.attempt', { number: attempt.number })}: {t(`attemptOutcome.${attempt.outcome}`)}
        </span>
        {tookMs !== null && <span className={classes.soft}>{formatDuration(tookMs, locale)}</span>}
      </div>
      <span className={classes.soft}>{formatMoment(attempt.startedAt, locale)}</span>
      {attempt.failure && (
        <p className={classes.failure}>
          {attempt.failure.message}
          {attempt.failure.code !== undefined && ` (${attempt.failure.code})`}
        </p>
      )}
    </li>
  );
}

/** Every try to send a message, with how it ended. */
export function AttemptPanel({ attempts }: { attempts: readonly Attempt[] }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('story.attempts')} count={attempts.length}>
      <ol className={classes.list}>
        {attempts.map((attempt) => (
          <AttemptLine key={attempt.id} attempt={attempt} />
        ))}
      </ol>
    </Panel>
  );
}
