import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Play, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { activateConnection, deleteConnection } from '../../api/connection-requests.ts';
import { KEYS } from '../../api/queries.ts';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import type { ConnectionItemProps } from './connection-item.tsx';
import classes from './connections.module.css';

function useChange(how: () => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: how,
    onSuccess: () =>
      Promise.all([KEYS.channels, KEYS.health].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
}

/** Lets a connection send from now on, or takes it away. */
export function ConnectionActions({ channel, connection, provider }: ConnectionItemProps & { provider: string }) {
  const { t } = useTranslation();
  const activate = useChange(() => activateConnection(channel.id, connection.id));
  const remove = useChange(() => deleteConnection(channel.id, connection.id));
  const look = { size: 'compact-md', variant: 'default' } as const;
  const isDraining = connection.state === 'draining';
  return (
    <div className={classes.actions}>
      <ConfirmButton
        {...look}
        leftSection={<Play size={14} aria-hidden />}
        label={t('connections.activate')}
        question={t('connections.activateQuestion', { provider })}
        action={activate}
      />
      <ConfirmButton
        {...look}
        leftSection={<Trash2 size={14} aria-hidden />}
        label={t('connections.remove')}
        question={t(isDraining ? 'connections.removeDraining' : 'connections.removeStandby', { provider })}
        action={remove}
        isDangerous
      />
    </div>
  );
}
