import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { FileText, SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { channelQuery, healthQuery } from '../api/channel-queries.ts';
import { usePollInterval } from '../api/live.tsx';
import { Problem } from '../api/problem.ts';
import type { Channel } from '../api/types.ts';
import { Chip } from '../components/chip.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { ButtonLink } from '../components/links.tsx';
import page from '../components/page.module.css';
import { BackLink, PageHead } from '../components/page-head.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { healthTone } from '../words/health.ts';
import { ConnectionPanel } from './connections/connection-panel.tsx';
import { DoctorPanel } from './doctor-panel.tsx';
import { EventPanel } from './event-panel.tsx';
import { HealthPanel } from './health-panel.tsx';
import { SenderPanel } from './sender-panel.tsx';
import { SetUpPanel } from './set-up-panel.tsx';

const route = getRouteApi('/channels/$id');

function ChannelHead({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  const { data: health } = useQuery(healthQuery(channel.id));
  return (
    <PageHead
      title={channel.name}
      back={<BackLink to="/">{t('app.overview')}</BackLink>}
      chips={
        <>
          <Chip tone={channel.enabled ? 'done' : 'muted'}>
            {channel.enabled ? t('channels.enabled') : t('channels.disabled')}
          </Chip>
          {health && <Chip tone={healthTone(health.state)}>{t(`healthState.${health.state}`)}</Chip>}
        </>
      }
      actions={
        <ButtonLink
          to="/channels/$id/templates"
          params={{ id: channel.id }}
          variant="light"
          leftSection={<FileText size={16} aria-hidden />}
        >
          {t('templates.title')}
        </ButtonLink>
      }
    />
  );
}

function Content({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({ ...channelQuery(id), refetchInterval: usePollInterval() });
  if (error instanceof Problem && error.status === 404) {
    return <EmptyState icon={SearchX} title={t('channel.notFoundTitle')} text={t('channel.notFoundText')} />;
  }
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={4} height={96} />;
  return (
    <>
      <ChannelHead channel={data} />
      <div className={`${page.grid} ${page.body}`}>
        <div className={page.stack}>
          <HealthPanel channel={data} />
          <ConnectionPanel channel={data} />
          <DoctorPanel channel={data} />
          <EventPanel channelId={id} />
        </div>
        <div className={page.stack}>
          <SenderPanel channel={data} />
          <SetUpPanel channel={data} />
        </div>
      </div>
    </>
  );
}

/** One channel: what it is, how it fares, and what is wrong with its set-up. */
export function ChannelPage() {
  const { id } = route.useParams();
  return <Content key={id} id={id} />;
}
