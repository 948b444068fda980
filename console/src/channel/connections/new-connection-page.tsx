import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { channelQuery } from '../../api/channel-queries.ts';
import { addConnection } from '../../api/connection-requests.ts';
import { KEYS } from '../../api/queries.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { BackLink, PageHead } from '../../components/page-head.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { NewConnectionForm } from './new-connection-form.tsx';

const route = getRouteApi('/channels/$id/connections/new');

function useAdd(channelId: string) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (connection: Parameters<typeof addConnection>[1]) => addConnection(channelId, connection),
    onSuccess: async () => {
      await Promise.all([KEYS.channels, KEYS.health].map((key) => client.invalidateQueries({ queryKey: [key] })));
      await navigate({ to: '/channels/$id', params: { id: channelId } });
    },
  });
}

/** One more account for a channel, to stand by or to move to. */
export function NewConnectionPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const { data: channel, error, refetch } = useQuery(channelQuery(id));
  const add = useAdd(id);
  return (
    <>
      <PageHead
        title={t('connections.add')}
        back={
          <BackLink to="/channels/$id" params={{ id }}>
            {channel?.name ?? t('story.channel')}
          </BackLink>
        }
        lead={t('connections.addLead')}
      />
      {error && !channel && <ErrorState error={error} retry={() => void refetch()} />}
      {!error && !channel && <SkeletonRows rows={3} height={96} />}
      {channel && <NewConnectionForm key={channel.id} channel={channel} add={add} />}
    </>
  );
}
