import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ClockPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../components/error-words.ts';
import { Panel } from '../components/panel.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { formatHours, formatWeekTime } from '../words/time.ts';
import { clockQuery } from './api/queries.ts';
import { phoneApi } from './api/requests.ts';
import classes from './clock-panel.module.css';
import { useSimulatedNow } from './use-simulated-now.ts';

const HOUR_MS = 3_600_000;
const STEPS_HOURS = [1, 24];

/** The clock of gateway and simulators, with buttons that turn it. Absent where it cannot be turned. */
export function ClockPanel() {
  const { t } = useTranslation();
  const locale = useLocale();
  const words = useErrorWords();
  const client = useQueryClient();
  const now = useSimulatedNow();
  const { data: clock } = useQuery(clockQuery);
  const turn = useMutation({
    mutationFn: phoneApi.turnClock,
    onSuccess: (turned) => client.setQueryData(clockQuery.queryKey, turned),
  });
  if (!clock) return null;
  const shift = formatHours(clock.shiftedMs, locale);
  return (
    <Panel title={t('phone.clock')}>
      <div className={classes.body}>
        <div role="status">
          <span className={classes.time}>{formatWeekTime(now, locale)}</span>
          <span className={classes.shift}>
            {clock.shiftedMs > 0 ? t('phone.clockShifted', { time: shift }) : t('phone.clockHint')}
          </span>
        </div>
        <div className={classes.buttons}>
          {STEPS_HOURS.map((hours) => (
            <Button
              key={hours}
              size="xs"
              variant="default"
              leftSection={<ClockPlus size={14} aria-hidden />}
              loading={turn.isPending && turn.variables === hours * HOUR_MS}
              onClick={() => turn.mutate(hours * HOUR_MS)}
            >
              {t('phone.turnClock', { hours })}
            </Button>
          ))}
        </div>
        {turn.isError && (
          <p className={classes.problem} role="alert">
            {words(turn.error)}
          </p>
        )}
      </div>
    </Panel>
  );
}
