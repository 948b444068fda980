import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '../../api/types.ts';
import { ButtonLink } from '../../components/links.tsx';
import { Panel } from '../../components/panel.tsx';
import { ConnectionItem } from './connection-item.tsx';
import classes from './connections.module.css';

const ORDER = ['active', 'standby', 'draining'] as const;

/** A channel's accounts at messaging partners: the one that sends, those that could, and those that run out. */
export function ConnectionPanel({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  const connections = ORDER.flatMap((state) => channel.connections.filter((one) => one.state === state));
  return (
    <Panel
      title={t('channel.connections')}
      actions={
        <ButtonLink
          to="/channels/$id/connections/new"
          params={{ id: channel.id }}
          variant="default"
          size="compact-md"
          leftSection={<Plus size={15} aria-hidden />}
        >
          {t('connections.add')}
        </ButtonLink>
      }
    >
      <ul className={classes.list}>
        {connections.map((connection) => (
          <ConnectionItem key={connection.id} channel={channel} connection={connection} />
        ))}
      </ul>
    </Panel>
  );
}
