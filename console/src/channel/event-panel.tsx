import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { BellOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { channelEventsQuery } from '../api/channel-queries.ts';
import { usePollInterval } from '../api/live.tsx';
import type { ChannelEvent } from '../api/types.ts';
import { Ago } from '../components/ago.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { Folded } from '../components/folded.tsx';
import { Panel } from '../components/panel.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { describeEvent, eventName } from '../words/channel-event.ts';
import classes from './events.module.css';

function EventItem({ event }: { event: ChannelEvent }) {
  const { t } = useTranslation();
  const said = describeEvent(event.detail);
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <strong>{eventName(event.kind, t)}</strong>
        <span className={classes.soft}>
          <Ago at={event.at} />
        </span>
      </div>
      {said !== '' && <p className={classes.said}>{said}</p>}
      <Folded summary={t('channel.rawEvent', { kind: event.kind })} text={JSON.stringify(event.detail)} />
    </li>
  );
}

/** What the provider told about the account, newest first. */
export function EventPanel({ channelId }: { channelId: string }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery({ ...channelEventsQuery(channelId), refetchInterval: usePollInterval() });
  const { data, error, refetch } = query;
  const events = data?.pages.flatMap((page) => page.items);
  return (
    <Panel title={t('channel.events')}>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!error && !events && <SkeletonRows rows={2} />}
      {events?.length === 0 && (
        <EmptyState icon={BellOff} title={t('channel.noEventsTitle')} text={t('channel.noEventsText')} />
      )}
      {events && events.length > 0 && (
        <ul className={classes.list}>
          {events.map((event) => (
            <EventItem key={event.id} event={event} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button
          fullWidth
          variant="subtle"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('channel.moreEvents')}
        </Button>
      )}
    </Panel>
  );
}
