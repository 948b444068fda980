import { Button, Code, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { Trans, useTranslation } from 'react-i18next';
import classes from './signed-out.module.css';

/** Shown instead of everything else while the browser has no session. */
export function SignedOut() {
  const { t } = useTranslation();
  useDocumentTitle(`${t('signedOut.title')} · Chasqui`);
  return (
    <main className={classes.page}>
      <div className={classes.card} role="alert">
        <img src="/favicon.svg" alt="" width={52} height={52} />
        <Title order={1}>{t('signedOut.title')}</Title>
        <Text className={classes.text} component="p">
          <Trans i18nKey="signedOut.text" components={{ 1: <Code /> }} />
        </Text>
        <Button onClick={() => location.reload()}>{t('signedOut.retry')}</Button>
      </div>
    </main>
  );
}
