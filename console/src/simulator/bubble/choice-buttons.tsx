import { Reply, SquareArrowOutUpRight } from 'lucide-react';
import type { ComponentType } from 'react';
import type { ChatEntry, LinkButton, ReplyButton } from '../api/types.ts';
import { isPressed } from '../chat/chat.ts';
import { useChat } from '../chat/chat-context.ts';
import classes from './choices.module.css';

/** A button that opens a page. */
export function LinkChoice({ link }: { link: LinkButton }) {
  return (
    <a className={classes.choice} href={link.url} target="_blank" rel="noreferrer">
      <SquareArrowOutUpRight size={15} aria-hidden />
      {link.label}
    </a>
  );
}

/** Buttons that answer for the person; each can be pressed once. */
export function ReplyChoices({ entry, buttons }: { entry: ChatEntry; buttons: readonly ReplyButton[] }) {
  const { entries, write } = useChat();
  return buttons.map(({ id, title }) => (
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
  ));
}

export interface SheetChoiceProps {
  icon: ComponentType<{ size: number; 'aria-hidden': boolean }>;
  label: string;
  onOpen(): void;
}

/** A button that opens a sheet over the chat. */
export function SheetChoice({ icon: Icon, label, onOpen }: SheetChoiceProps) {
  return (
    <button type="button" className={classes.choice} aria-haspopup="dialog" onClick={onOpen}>
      <Icon size={16} aria-hidden />
      {label}
    </button>
  );
}
