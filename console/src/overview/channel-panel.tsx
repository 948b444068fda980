import type { ButtonProps } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Plus, Radio } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePollInterval } from '../api/live.tsx';
import { channelsQuery } from '../api/queries.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { ButtonLink } from '../components/links.tsx';
import { Panel } from '../components/panel.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { ChannelCard } from './channel-card.tsx';
import classes from './channels.module.css';

function NewChannel(look: Pick<ButtonProps, 'variant' | 'size'>) {
  const { t } = useTranslation();
  return (
    <ButtonLink to="/channels/new" leftSection={<Plus size={15} aria-hidden />} {...look}>
      {t('newChannel.title')}
    </ButtonLink>
  );
}

function Channels() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({ ...channelsQuery, refetchInterval: usePollInterval() });
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={1} height={128} />;
  if (data.items.length === 0) {
    return (
      <EmptyState
        icon={Radio}
        title={t('channels.emptyTitle')}
        text={t('channels.emptyText')}
        action={<NewChannel variant="light" />}
      />
    );
  }
  return (
    <ul className={classes.list}>
      {data.items.map((channel) => (
        <ChannelCard key={channel.id} channel={channel} />
      ))}
    </ul>
  );
}

/** All channels, with what an operator looks up about them. */
export function ChannelPanel() {
  const { t } = useTranslation();
  const { data } = useQuery(channelsQuery);
  return (
    <Panel
      title={t('channels.title')}
      count={data?.items.length}
      actions={<NewChannel size="compact-md" variant="light" />}
    >
      <Channels />
    </Panel>
  );
}
