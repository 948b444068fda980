import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { MessagesSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePollInterval } from '../api/live.tsx';
import { messagesQuery } from '../api/queries.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { Panel } from '../components/panel.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { MessageRow } from '../overview/message-row.tsx';
import classes from './people.module.css';

/** What was said last with a person; every line leads to its story. */
export function LastMessages({ contactId }: { contactId: string }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery({ ...messagesQuery({ contact: contactId }), refetchInterval: usePollInterval() });
  const { data, error, refetch } = query;
  const messages = data?.pages.flatMap(({ items }) => items);
  return (
    <Panel title={t('messages.title')}>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!error && !messages && <SkeletonRows rows={4} />}
      {messages?.length === 0 && (
        <EmptyState icon={MessagesSquare} title={t('messages.emptyTitle')} text={t('people.nothingSaid')} />
      )}
      <ul className={classes.list}>
        {messages?.map((message) => (
          <MessageRow key={message.id} message={message} channel={null} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          fullWidth
          variant="subtle"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('messages.more')}
        </Button>
      )}
    </Panel>
  );
}
