import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { MailCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePollInterval } from '../api/live.tsx';
import { deadLettersQuery } from '../api/queries.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { Panel } from '../components/panel.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { DeadLetterCard } from './dead-letter-card.tsx';
import classes from './dead-letters.module.css';

/** What could not be understood, answered or sent, to be looked at and tried again. */
export function DeadLetterPanel() {
  const { t } = useTranslation();
  const query = useInfiniteQuery({ ...deadLettersQuery, refetchInterval: usePollInterval() });
  const { data, error, refetch } = query;
  const letters = data?.pages.flatMap((page) => page.items);
  const open = letters?.filter((letter) => letter.replayedAt === null).length;
  return (
    <Panel title={t('deadLetters.title')} count={open}>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!error && !letters && <SkeletonRows rows={2} />}
      {letters?.length === 0 && (
        <EmptyState icon={MailCheck} title={t('deadLetters.emptyTitle')} text={t('deadLetters.emptyText')} />
      )}
      {letters && letters.length > 0 && (
        <ul className={classes.list}>
          {letters.map((letter) => (
            <DeadLetterCard key={letter.id} letter={letter} />
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
          {t('deadLetters.more')}
        </Button>
      )}
    </Panel>
  );
}
