import { useTranslation } from 'react-i18next';
import type { ChatEntry } from '../api/types.ts';
import { useChat } from '../chat/chat-context.ts';
import { entryWords } from './entry-words.ts';
import classes from './quote.module.css';

/** The message that another one answers, in short. */
export function Quote({ entry }: { entry: ChatEntry }) {
  const { t } = useTranslation();
  const { names } = useChat();
  return (
    <blockquote className={classes.quote}>
      <span className={classes.who}>{entry.direction === 'from_person' ? names.person : names.business}</span>
      <span className={classes.text}>{entryWords(entry, t)}</span>
    </blockquote>
  );
}
