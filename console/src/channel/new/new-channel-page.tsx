import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { createChannel } from '../../api/connection-requests.ts';
import { KEYS } from '../../api/queries.ts';
import { BackLink, PageHead } from '../../components/page-head.tsx';
import { CreatedPanel } from './created-panel.tsx';
import { NewChannelForm } from './new-channel-form.tsx';

/** A channel from partner to callback URL: a form, and then what is left to do at the partner. */
export function NewChannelPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: createChannel,
    onSuccess: () => client.invalidateQueries({ queryKey: [KEYS.channels] }),
  });
  return (
    <>
      <PageHead
        title={t('newChannel.title')}
        back={<BackLink to="/">{t('app.overview')}</BackLink>}
        lead={t('newChannel.lead')}
      />
      {create.data ? <CreatedPanel channel={create.data} /> : <NewChannelForm create={create} />}
    </>
  );
}
