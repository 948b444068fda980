import { useTranslation } from 'react-i18next';
import type { Channel, Connection } from '../../api/types.ts';
import { Chip } from '../../components/chip.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import { useLocale } from '../../i18n/use-locale.ts';
import { useProvider } from '../../overview/use-names.ts';
import { formatMoment } from '../../words/time.ts';
import { FieldFacts } from '../field-facts.tsx';
import { ConnectionActions } from './connection-actions.tsx';
import classes from './connections.module.css';
import { drainsUntil } from './draining.ts';

const TONES = { active: 'done', standby: 'good', draining: 'waiting' } as const;

export interface ConnectionItemProps {
  channel: Channel;
  connection: Connection;
}

/** What the state means for messages, now. */
function useMeaning({ channel, connection }: ConnectionItemProps): string {
  const { t } = useTranslation();
  const locale = useLocale();
  const { connections, sendingConnectionId } = channel;
  const until = drainsUntil(connection, connections);
  const active = connections.find(({ state }) => state === 'active');
  const isSending = connection.id === sendingConnectionId;
  switch (connection.state) {
    case 'active':
      if (!isSending) return t('connectionMeaning.replaced');
      return t(connection.stopped ? 'connectionMeaning.held' : 'connectionMeaning.sends');
    case 'standby':
      if (!isSending) return t('connectionMeaning.waits');
      return t(active?.stopped ? 'connectionMeaning.insteadOfStopped' : 'connectionMeaning.insteadOfAway');
    case 'draining':
      if (until === null) return t('connectionMeaning.drains');
      return t('connectionMeaning.drainsUntil', { time: formatMoment(until, locale) });
  }
}

/** One account at a partner: what it is for now, its callback URL, and what can be done with it. */
export function ConnectionItem(props: ConnectionItemProps) {
  const { t } = useTranslation();
  const { channel, connection } = props;
  const definition = useProvider(connection.provider);
  const meaning = useMeaning(props);
  const provider = definition?.displayName ?? connection.provider;
  const isSending = connection.id === channel.sendingConnectionId;
  return (
    <li className={classes.item} aria-label={`${provider}, ${t(`connectionState.${connection.state}`)}`}>
      <div className={classes.head}>
        <strong>{provider}</strong>
        <Chip tone={TONES[connection.state]}>{t(`connectionState.${connection.state}`)}</Chip>
        {isSending && !connection.stopped && channel.connections.length > 1 && (
          <Chip tone="done">{t('connections.sendsNow')}</Chip>
        )}
        {connection.stopped && <Chip tone="bad">{t('connections.stopped')}</Chip>}
      </div>
      <p
        className={classes.meaning}
        data-warning={isSending !== (connection.state === 'active') || connection.stopped !== null}
      >
        {meaning}
      </p>
      {connection.stopped && <p className={classes.stopped}>{connection.stopped.message}</p>}
      <div>
        <div className={classes.label}>{t('channels.webhookHint', { provider })}</div>
        <CopyField value={connection.webhookUrl} what={t('channels.webhook')} />
      </div>
      <FieldFacts fields={connection.settings} definitions={definition?.fields} />
      {connection.state !== 'active' && <ConnectionActions {...props} provider={provider} />}
    </li>
  );
}
