import { Button, Select } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { MessagesSquare } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePollInterval } from '../api/live.tsx';
import { channelsQuery, messagesQuery } from '../api/queries.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { ButtonLink } from '../components/links.tsx';
import { Panel } from '../components/panel.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { MessageRow } from './message-row.tsx';
import classes from './messages.module.css';
import { useChannelName } from './use-names.ts';

function NoMessages() {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={MessagesSquare}
      title={t('messages.emptyTitle')}
      text={t('messages.emptyText')}
      action={
        <ButtonLink to="/simulator" variant="light">
          {t('messages.openPhone')}
        </ButtonLink>
      }
    />
  );
}

function Messages({ channelId }: { channelId: string | null }) {
  const { t } = useTranslation();
  const nameOf = useChannelName();
  const query = useInfiniteQuery({
    ...messagesQuery(channelId === null ? {} : { channelId }),
    refetchInterval: usePollInterval(),
  });
  const { data, error, refetch } = query;
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={6} />;
  const messages = data.pages.flatMap((page) => page.items);
  if (messages.length === 0) return <NoMessages />;
  return (
    <>
      <ul className={classes.list}>
        {messages.map((message) => (
          <MessageRow key={message.id} message={message} channel={nameOf(message.channelId)} />
        ))}
      </ul>
      {query.hasNextPage && (
        <div className={classes.more}>
          <Button variant="subtle" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('messages.more')}
          </Button>
        </div>
      )}
    </>
  );
}

/** The last messages of all channels, or of one. */
export function MessagePanel() {
  const { t } = useTranslation();
  const [channelId, setChannelId] = useState<string | null>(null);
  const { data } = useQuery(channelsQuery);
  const channels = data?.items ?? [];
  const filter = channels.length > 1 && (
    <Select
      size="xs"
      clearable
      aria-label={t('messages.filter')}
      placeholder={t('messages.allChannels')}
      data={channels.map(({ id, name }) => ({ value: id, label: name }))}
      value={channelId}
      onChange={setChannelId}
    />
  );
  return (
    <Panel title={t('messages.title')} actions={filter}>
      <Messages channelId={channelId} />
    </Panel>
  );
}
