import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Channel } from '../api/types.ts';
import { CopyField } from '../components/copy-field.tsx';
import { AnchorLink } from '../components/links.tsx';
import { formatPhone } from '../words/person.ts';
import classes from './channels.module.css';
import { useProviderName } from './use-names.ts';

function Senders({ senders }: { senders: Channel['senders'] }) {
  const { t } = useTranslation();
  if (senders.length === 0) return <span className={classes.provider}>{t('channels.noSenders')}</span>;
  return (
    <ul className={classes.numbers} aria-label={t('channels.senders')}>
      {senders.map((sender) => (
        <li key={sender.id} className={classes.number}>
          {formatPhone(sender.phoneNumber)}
        </li>
      ))}
    </ul>
  );
}

/** One channel: name, provider, numbers, and the address to enter at the provider. */
export function ChannelCard({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  const nameOf = useProviderName();
  const provider = channel.provider === null ? null : nameOf(channel.provider);
  return (
    <li className={classes.card} data-enabled={channel.enabled}>
      <div className={classes.head}>
        <div className={classes.name}>
          <Title order={3}>
            <AnchorLink to="/channels/$id" params={{ id: channel.id }}>
              {channel.name}
            </AnchorLink>
          </Title>
          <span className={classes.provider}>{provider}</span>
        </div>
        <span
          className={classes.switch}
          data-enabled={channel.enabled}
          title={channel.enabled ? undefined : t('channels.disabledHint')}
        >
          {channel.enabled ? t('channels.enabled') : t('channels.disabled')}
        </span>
      </div>
      <Senders senders={channel.senders} />
      {channel.webhookUrl !== null && (
        <div>
          <div className={classes.label}>{t('channels.webhookHint', { provider })}</div>
          <CopyField value={channel.webhookUrl} what={t('channels.webhook')} />
        </div>
      )}
    </li>
  );
}
