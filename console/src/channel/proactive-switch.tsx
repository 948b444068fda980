import { Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { changeChannel } from '../api/connection-requests.ts';
import { KEYS } from '../api/queries.ts';
import type { Channel } from '../api/types.ts';
import { useErrorWords } from '../components/error-words.ts';

/** Whether the channel may write to people outside an answer. */
export function ProactiveSwitch({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (proactive: boolean) => changeChannel(channel.id, { proactive }),
    onSettled: () => client.invalidateQueries({ queryKey: [KEYS.channels] }),
  });
  return (
    <Switch
      label={t('channel.proactive')}
      description={t(channel.proactive ? 'channel.proactiveOn' : 'channel.proactiveOff')}
      checked={change.isPending ? change.variables : channel.proactive}
      error={change.isError ? words(change.error) : undefined}
      onChange={(event) => change.mutate(event.currentTarget.checked)}
    />
  );
}
