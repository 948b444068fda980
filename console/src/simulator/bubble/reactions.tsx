import { useTranslation } from 'react-i18next';
import type { ChatEntry } from '../api/types.ts';
import { useChat } from '../chat/chat-context.ts';
import classes from './reactions.module.css';

/** The emoji that both sides put on a message; a press takes the person's own away. */
export function Reactions({ entry }: { entry: ChatEntry }) {
  const { t } = useTranslation();
  const { names, write } = useChat();
  const { reactions = [] } = entry;
  if (reactions.length === 0) return null;
  return (
    <div className={classes.reactions}>
      {reactions.map(({ by, emoji }) => {
        const words = t('phone.reacted', { who: names[by], emoji });
        return by === 'person' ? (
          <button
            key={by}
            type="button"
            className={classes.reaction}
            aria-label={`${words}. ${t('phone.unreact', { emoji })}`}
            title={t('phone.unreact', { emoji })}
            onClick={() => write({ type: 'reaction', messageId: entry.id, emoji: '' })}
          >
            {emoji}
          </button>
        ) : (
          <span key={by} className={classes.reaction} role="img" aria-label={words} title={words}>
            {emoji}
          </span>
        );
      })}
    </div>
  );
}
