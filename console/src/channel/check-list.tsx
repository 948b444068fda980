import { VisuallyHidden } from '@mantine/core';
import { Check as CheckSign, TriangleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Check } from '../api/types.ts';
import { checkName } from '../words/check.ts';
import classes from './doctor.module.css';

const SIGNS = { passed: CheckSign, warning: TriangleAlert, failed: X } as const;

function outcomeOf({ ok, isWarning }: Check): keyof typeof SIGNS {
  if (ok) return 'passed';
  return isWarning ? 'warning' : 'failed';
}

function CheckLine({ check }: { check: Check }) {
  const { t } = useTranslation();
  const outcome = outcomeOf(check);
  const Sign = SIGNS[outcome];
  return (
    <li className={classes.check} data-outcome={outcome}>
      <span className={classes.sign}>
        <Sign size={14} strokeWidth={2.6} aria-hidden />
        <VisuallyHidden>{t(`checkOutcome.${outcome}`)}</VisuallyHidden>
      </span>
      <div className={classes.found}>
        <strong>{checkName(check.name, t)}</strong>
        <p className={classes.message}>{check.message}</p>
        {!check.ok && check.hint !== undefined && (
          <p className={classes.hint}>
            <span className={classes.todo}>{t('doctor.todo')}</span> {check.hint}
          </p>
        )}
      </div>
    </li>
  );
}

/** The steps of a set-up in their order, each with what was found and what to do. */
export function CheckList({ checks }: { checks: readonly Check[] }) {
  const { t } = useTranslation();
  return (
    <ol className={classes.checks} aria-label={t('doctor.steps')}>
      {checks.map((check) => (
        <CheckLine key={check.name} check={check} />
      ))}
    </ol>
  );
}
