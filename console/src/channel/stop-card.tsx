import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { releaseConnection } from '../api/channel-queries.ts';
import { KEYS } from '../api/queries.ts';
import type { Connection } from '../api/types.ts';
import { Ago } from '../components/ago.tsx';
import { useErrorWords } from '../components/error-words.ts';
import { useLocale } from '../i18n/use-locale.ts';
import { useProviderName } from '../overview/use-names.ts';
import { formatMoment } from '../words/time.ts';
import classes from './health.module.css';

export interface StopCardProps {
  channelId: string;
  connectionId: string;
  provider: string;
  stopped: NonNullable<Connection['stopped']>;
}

/** A connection over which nothing is sent: why, until when, and the button that lets it send again. */
export function StopCard({ channelId, connectionId, provider, stopped }: StopCardProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const nameOf = useProviderName();
  const words = useErrorWords();
  const client = useQueryClient();
  const release = useMutation({
    mutationFn: () => releaseConnection(channelId, connectionId),
    onSettled: () =>
      Promise.all([KEYS.health, KEYS.channels].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
  const title = t(`stop.${stopped.reason}`, { provider: nameOf(provider) });
  return (
    <section className={classes.stop} aria-label={title}>
      <div className={classes.stopHead}>
        <strong>{title}</strong>
        <span className={classes.soft}>
          <Ago at={stopped.at} />
        </span>
      </div>
      <p className={classes.stopWords}>
        {stopped.message}
        {stopped.code !== undefined && !stopped.message.includes(stopped.code) && ` (${stopped.code})`}
      </p>
      <p className={classes.soft}>
        {stopped.until === null
          ? t('stop.untilReleased')
          : t('stop.until', { time: formatMoment(stopped.until, locale) })}
      </p>
      <div className={classes.stopFoot}>
        <Button
          size="compact-sm"
          leftSection={<Play size={13} aria-hidden />}
          loading={release.isPending}
          onClick={() => release.mutate()}
        >
          {t('stop.release')}
        </Button>
        <span aria-live="polite" className={classes.problem}>
          {release.isError && words(release.error)}
        </span>
      </div>
    </section>
  );
}
