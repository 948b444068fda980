import { Button } from '@mantine/core';
import { CloudOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from './empty-state.tsx';
import { useErrorWords } from './error-words.ts';

/** A part of the page that could not be loaded, with a way to try again. */
export function ErrorState({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation();
  const words = useErrorWords();
  return (
    <EmptyState
      tone="bad"
      icon={CloudOff}
      title={t('error.title')}
      text={words(error)}
      action={
        <Button variant="light" size="sm" onClick={retry}>
          {t('error.retry')}
        </Button>
      }
    />
  );
}
