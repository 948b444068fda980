import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Megaphone, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { bulkSendsQuery } from '../api/bulk-queries.ts';
import { usePollInterval } from '../api/live.tsx';
import type { BulkSendSummary } from '../api/types.ts';
import { Ago } from '../components/ago.tsx';
import { Chip } from '../components/chip.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { ButtonLink } from '../components/links.tsx';
import page from '../components/page.module.css';
import { PageHead } from '../components/page-head.tsx';
import { Panel } from '../components/panel.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { useChannelName } from '../overview/use-names.ts';
import { bulkTone } from '../words/bulk.ts';
import classes from './bulk.module.css';

function BulkRow({ bulkSend }: { bulkSend: BulkSendSummary }) {
  const { t } = useTranslation();
  const channelName = useChannelName();
  const { id, name, state, channelId, createdAt, progress } = bulkSend;
  return (
    <li>
      <Link to="/bulk/$id" params={{ id }} className={classes.row}>
        <span className={classes.name}>{name || t('bulk.unnamed')}</span>
        <span className={classes.soft}>
          {t('bulk.addressedOf', { addressed: progress.addressed, total: progress.total })} ·{' '}
          {channelName(channelId) ?? channelId} · <Ago at={createdAt} />
        </span>
        <span className={classes.chip}>
          <Chip tone={bulkTone(state)}>{t(`bulkState.${state}`)}</Chip>
        </span>
      </Link>
    </li>
  );
}

function BulkList() {
  const { t } = useTranslation();
  const query = useInfiniteQuery({ ...bulkSendsQuery, refetchInterval: usePollInterval() });
  const { data, error, refetch } = query;
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={3} />;
  const bulkSends = data.pages.flatMap(({ items }) => items);
  if (bulkSends.length === 0) {
    return <EmptyState icon={Megaphone} title={t('bulk.emptyTitle')} text={t('bulk.emptyText')} />;
  }
  return (
    <>
      <ul className={classes.list}>
        {bulkSends.map((bulkSend) => (
          <BulkRow key={bulkSend.id} bulkSend={bulkSend} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          fullWidth
          variant="subtle"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('bulk.more')}
        </Button>
      )}
    </>
  );
}

/** All bulk sends, newest first. */
export function BulkPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead
        title={t('bulk.title')}
        lead={t('bulk.lead')}
        actions={
          <ButtonLink to="/bulk/new" leftSection={<Plus size={16} aria-hidden />}>
            {t('bulk.create')}
          </ButtonLink>
        }
      />
      <div className={page.body}>
        <Panel title={t('bulk.title')}>
          <BulkList />
        </Panel>
      </div>
    </>
  );
}
