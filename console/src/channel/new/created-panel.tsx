import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Stethoscope } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { providersQuery } from '../../api/queries.ts';
import type { Channel } from '../../api/types.ts';
import { CopyField } from '../../components/copy-field.tsx';
import { ButtonLink } from '../../components/links.tsx';
import page from '../../components/page.module.css';
import { Panel } from '../../components/panel.tsx';
import classes from '../../connection/connection.module.css';

/** What is left to do once a channel is there: its callback URL has to be entered at the partner, and then be tried. */
export function CreatedPanel({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  const { data } = useQuery(providersQuery);
  const start = useRef<HTMLDivElement>(null);
  useEffect(() => start.current?.focus(), []);
  const found = data?.items.find(({ id }) => id === channel.provider);
  const provider = found?.displayName ?? channel.provider ?? '';
  return (
    <div className={`${page.body} ${page.narrow}`} ref={start} tabIndex={-1}>
      <Panel title={t('newChannel.created', { channel: channel.name })}>
        <div className={page.padded}>
          <ol className={classes.steps}>
            <li>
              <p className={classes.step}>{t('newChannel.enterCallback', { provider })}</p>
              {channel.webhookUrl !== null && <CopyField value={channel.webhookUrl} what={t('channels.webhook')} />}
              {found && (
                <Anchor href={found.docsUrl} target="_blank" rel="noreferrer" size="sm">
                  {t('connection.docs', { provider })}
                </Anchor>
              )}
            </li>
            <li>
              <p className={classes.step}>{t('newChannel.thenCheck')}</p>
              <ButtonLink
                to="/channels/$id"
                params={{ id: channel.id }}
                leftSection={<Stethoscope size={16} aria-hidden />}
              >
                {t('newChannel.openDoctor')}
              </ButtonLink>
            </li>
            <li>
              <p className={classes.step}>{t('newChannel.thenWrite')}</p>
            </li>
          </ol>
        </div>
      </Panel>
    </div>
  );
}
