import { List, Reply, SquareArrowOutUpRight } from 'lucide-react';
import type { ChatEntry } from './api.ts';
import { isPressed } from './chat.ts';
import { useChat } from './chat-context.ts';
import classes from './choices.module.css';

/** What can be pressed under a message: reply buttons, the opener of a list, a link. */
export function Choices({ entry }: { entry: ChatEntry }) {
  const { entries, write, openList } = useChat();
  const { buttons = [], list, link } = entry.content;
  if (entry.status === 'failed' || (buttons.length === 0 && !list && !link)) return null;
  return (
    <div className={classes.choices}>
      {link && (
        <a className={classes.choice} href={link.url} target="_blank" rel="noreferrer">
          <SquareArrowOutUpRight size={15} aria-hidden />
          {link.label}
        </a>
      )}
      {buttons.map(({ id, title }) => (
        <button
          key={id}
          type="button"
          className={classes.choice}
          disabled={isPressed(entries, entry.id, title)}
          onClick={() => write({ type: 'button', messageId: entry.id, buttonId: id })}
        >
          <Reply size={15} aria-hidden />
          {title}
        </button>
      ))}
      {list && (
        <button type="button" className={classes.choice} aria-haspopup="dialog" onClick={() => openList(entry.id)}>
          <List size={16} aria-hidden />
          {list.button}
        </button>
      )}
    </div>
  );
}
