import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { bulkSendQuery } from '../api/bulk-queries.ts';
import { usePollInterval } from '../api/live.tsx';
import { Problem } from '../api/problem.ts';
import type { BulkSend } from '../api/types.ts';
import { Ago } from '../components/ago.tsx';
import { Chip } from '../components/chip.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { Fact, FactList } from '../components/fact-list.tsx';
import { Folded } from '../components/folded.tsx';
import { AnchorLink } from '../components/links.tsx';
import page from '../components/page.module.css';
import { BackLink, PageHead } from '../components/page-head.tsx';
import { Panel } from '../components/panel.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { useChannelName } from '../overview/use-names.ts';
import { bulkTone } from '../words/bulk.ts';
import { previewContent } from '../words/preview.ts';
import { BulkActions } from './bulk-actions.tsx';
import { ProgressPanel } from './progress-panel.tsx';
import { RecipientPanel } from './recipient-panel.tsx';

const route = getRouteApi('/bulk/$id');

function FactPanel({ bulkSend }: { bulkSend: BulkSend }) {
  const { t } = useTranslation();
  const channelName = useChannelName();
  const { channelId, content, createdAt, startedAt, finishedAt } = bulkSend;
  return (
    <Panel title={t('bulk.facts')}>
      <div className={page.padded}>
        <FactList>
          <Fact label={t('bulk.says')}>{previewContent(content, t)}</Fact>
          <Fact label={t('story.channel')}>
            <AnchorLink to="/channels/$id" params={{ id: channelId }} size="sm">
              {channelName(channelId) ?? channelId}
            </AnchorLink>
          </Fact>
          <Fact label={t('bulk.created')}>
            <Ago at={createdAt} />
          </Fact>
          {startedAt !== null && (
            <Fact label={t('bulk.started')}>
              <Ago at={startedAt} />
            </Fact>
          )}
          {finishedAt !== null && (
            <Fact label={t('bulk.finished')}>
              <Ago at={finishedAt} />
            </Fact>
          )}
        </FactList>
        <Folded summary={t('story.content')} text={JSON.stringify(content)} />
      </div>
    </Panel>
  );
}

function Content({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({ ...bulkSendQuery(id), refetchInterval: usePollInterval() });
  if (error instanceof Problem && error.status === 404) {
    return <EmptyState icon={SearchX} title={t('bulk.notFoundTitle')} text={t('bulk.notFoundText')} />;
  }
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={4} height={80} />;
  return (
    <>
      <PageHead
        title={data.name || t('bulk.unnamed')}
        back={<BackLink to="/bulk">{t('bulk.title')}</BackLink>}
        chips={<Chip tone={bulkTone(data.state)}>{t(`bulkState.${data.state}`)}</Chip>}
        actions={<BulkActions bulkSend={data} />}
      />
      <div className={`${page.grid} ${page.body}`}>
        <div className={page.stack}>
          <ProgressPanel bulkSend={data} />
          <RecipientPanel id={id} />
        </div>
        <FactPanel bulkSend={data} />
      </div>
    </>
  );
}

/** One bulk send: how far it is, who got it, and what can be done with it. */
export function BulkDetailPage() {
  const { id } = route.useParams();
  return <Content key={id} id={id} />;
}
