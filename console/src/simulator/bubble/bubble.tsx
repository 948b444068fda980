import { VisuallyHidden } from '@mantine/core';
import { useDisclosure, useLongPress } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { ChatEntry } from '../api/types.ts';
import { useChat } from '../chat/chat-context.ts';
import classes from './bubble.module.css';
import { BubbleActions } from './bubble-actions.tsx';
import { BubbleContent } from './bubble-content.tsx';
import { BubbleFoot } from './bubble-foot.tsx';
import { Carousel } from './carousel.tsx';
import { Choices } from './choices.tsx';
import { Quote } from './quote.tsx';
import { Reactions } from './reactions.tsx';

/** One message as the phone shows it. A long press opens what can be done with it. */
export function Bubble({ entry, isGroupStart }: { entry: ChatEntry; isGroupStart: boolean }) {
  const { t } = useTranslation();
  const { entries, names, selected } = useChat();
  const [isMenuOpen, menu] = useDisclosure(false);
  const press = useLongPress(menu.open, { events: ['touch'], threshold: 450, cancelOnMove: true });
  const isMine = entry.direction === 'from_person';
  const quoted = entries.find(({ id }) => id === entry.replyTo);
  return (
    <article
      className={classes.row}
      data-mine={isMine}
      data-start={isGroupStart}
      data-selected={entry.id === selected}
      data-bare={entry.kind === 'sticker' && entry.revokedAt === undefined}
    >
      <div className={classes.stack}>
        <div className={classes.bubble} {...press}>
          <VisuallyHidden>{isMine ? t('phone.fromPerson', names) : t('phone.fromBusiness', names)}</VisuallyHidden>
          {quoted && <Quote entry={quoted} />}
          <BubbleContent entry={entry} />
          {entry.error && <p className={classes.error}>{entry.error.title}</p>}
          <BubbleFoot entry={entry} />
        </div>
        <Reactions entry={entry} />
        <Carousel entry={entry} />
        <Choices entry={entry} />
      </div>
      <BubbleActions entry={entry} isOpen={isMenuOpen} onChange={menu.set} />
    </article>
  );
}
