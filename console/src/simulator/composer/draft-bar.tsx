import { CloseButton } from '@mantine/core';
import { Pencil, Reply } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Quote } from '../bubble/quote.tsx';
import { useChat } from '../chat/chat-context.ts';
import classes from './draft-bar.module.css';

/** Above the field: the message that is answered or edited. */
export function DraftBar({ onStop }: { onStop(): void }) {
  const { t } = useTranslation();
  const { entries, draft } = useChat();
  const entry = draft.mode === 'new' ? undefined : entries.find(({ id }) => id === draft.messageId);
  if (!entry) return null;
  const isEdit = draft.mode === 'edit';
  const Icon = isEdit ? Pencil : Reply;
  return (
    <section className={classes.bar} aria-label={isEdit ? t('phone.editing') : t('phone.replying')}>
      <Icon size={17} aria-hidden />
      <div className={classes.quote}>
        <Quote entry={entry} />
      </div>
      <CloseButton aria-label={t('phone.cancel')} onClick={onStop} />
    </section>
  );
}
