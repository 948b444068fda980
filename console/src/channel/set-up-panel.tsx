import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { botQuery } from '../api/channel-queries.ts';
import type { Channel } from '../api/types.ts';
import { CopyField } from '../components/copy-field.tsx';
import { Panel } from '../components/panel.tsx';
import { ProactiveSwitch } from './proactive-switch.tsx';
import classes from './set-up.module.css';

function BotName({ id }: { id: string }) {
  const { data } = useQuery(botQuery(id));
  return data ? `${data.name} (${data.connector})` : id;
}

/** Who answers on a channel, and by which rules. */
export function SetUpPanel({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('channel.setUp')}>
      <section className={classes.part} aria-label={t('channel.bot')}>
        <h3 className={classes.title}>{t('channel.bot')}</h3>
        <div>{channel.botId === null ? t('channel.noBot') : <BotName id={channel.botId} />}</div>
      </section>
      <section className={classes.part} aria-label={t('channel.rules')}>
        <h3 className={classes.title}>{t('channel.rules')}</h3>
        <ProactiveSwitch channel={channel} />
      </section>
      <section className={classes.part} aria-label={t('story.id')}>
        <h3 className={classes.title}>{t('story.id')}</h3>
        <CopyField value={channel.id} what={t('story.id')} />
      </section>
    </Panel>
  );
}
