import { CloseButton, Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../components/error-words.ts';
import classes from './chat-screen.module.css';
import type { useWrite } from './use-write.ts';

/** A file on its way, or why the person's last act was refused. */
export function WriteState({ write }: { write: ReturnType<typeof useWrite> }) {
  const { t } = useTranslation();
  const words = useErrorWords();
  if (write.isPending && 'file' in write.variables) {
    return (
      <p className={classes.uploading} role="status">
        <Loader size={14} /> {t('phone.uploading', { name: write.variables.file.name })}
      </p>
    );
  }
  if (!write.isError) return null;
  return (
    <div className={classes.problem}>
      <span role="alert">{t('phone.sendFailed', { why: words(write.error) })}</span>
      <CloseButton size="sm" aria-label={t('phone.dismiss')} onClick={write.reset} />
    </div>
  );
}
