import { Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { ChannelPanel } from './channel-panel.tsx';
import { DeadLetterPanel } from './dead-letter-panel.tsx';
import { MessagePanel } from './message-panel.tsx';
import classes from './overview.module.css';

/** The start page: channels, the last messages, and what needs someone. */
export function OverviewPage() {
  const { t } = useTranslation();
  useDocumentTitle(`${t('overview.title')} · Chasqui`);
  return (
    <>
      <Title order={1}>{t('overview.title')}</Title>
      <Text className={classes.lead}>{t('overview.lead')}</Text>
      <div className={classes.grid}>
        <div className={classes.wide}>
          <ChannelPanel />
        </div>
        <MessagePanel />
        <DeadLetterPanel />
      </div>
    </>
  );
}
