import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { botQuery } from '../api/channel-queries.ts';
import type { Channel, Connection } from '../api/types.ts';
import { Chip } from '../components/chip.tsx';
import { CopyField } from '../components/copy-field.tsx';
import { Fact, FactList } from '../components/fact-list.tsx';
import { Panel } from '../components/panel.tsx';
import { useProviderName } from '../overview/use-names.ts';
import { formatPhone } from '../words/person.ts';
import classes from './set-up.module.css';

/** Named as the provider names them. */
function Fields({ fields }: { fields: Readonly<Record<string, unknown>> }) {
  const shown = Object.entries(fields);
  return (
    shown.length > 0 && (
      <FactList>
        {shown.map(([name, value]) => (
          <Fact key={name} label={name}>
            {String(value)}
          </Fact>
        ))}
      </FactList>
    )
  );
}

function Senders({ senders }: Pick<Channel, 'senders'>) {
  const { t } = useTranslation();
  if (senders.length === 0) return <p className={classes.soft}>{t('channels.noSenders')}</p>;
  return senders.map(({ id, phoneNumber, ...fields }) => (
    <div key={id} className={classes.item}>
      <strong>{formatPhone(phoneNumber)}</strong>
      <Fields fields={fields} />
    </div>
  ));
}

function ConnectionItem({ connection }: { connection: Connection }) {
  const { t } = useTranslation();
  const nameOf = useProviderName();
  const provider = nameOf(connection.provider);
  return (
    <div className={classes.item}>
      <div className={classes.head}>
        <strong>{provider}</strong>
        <Chip tone={connection.state === 'active' ? 'done' : 'muted'}>{t(`connectionState.${connection.state}`)}</Chip>
      </div>
      <div className={classes.soft}>{t('channels.webhookHint', { provider })}</div>
      <CopyField value={connection.webhookUrl} what={t('channels.webhook')} />
      <Fields fields={connection.settings} />
    </div>
  );
}

function BotName({ id }: { id: string }) {
  const { data } = useQuery(botQuery(id));
  return data ? `${data.name} (${data.connector})` : id;
}

/** What a channel is made of. */
export function SetUpPanel({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('channel.setUp')}>
      <section className={classes.part} aria-label={t('channels.senders')}>
        <h3 className={classes.title}>{t('channels.senders')}</h3>
        <Senders senders={channel.senders} />
      </section>
      <section className={classes.part} aria-label={t('channel.connections')}>
        <h3 className={classes.title}>{t('channel.connections')}</h3>
        {channel.connections.map((connection) => (
          <ConnectionItem key={connection.id} connection={connection} />
        ))}
      </section>
      <section className={classes.part} aria-label={t('channel.bot')}>
        <h3 className={classes.title}>{t('channel.bot')}</h3>
        <div>{channel.botId === null ? t('channel.noBot') : <BotName id={channel.botId} />}</div>
      </section>
      <section className={classes.part} aria-label={t('story.id')}>
        <h3 className={classes.title}>{t('story.id')}</h3>
        <CopyField value={channel.id} what={t('story.id')} />
      </section>
    </Panel>
  );
}
