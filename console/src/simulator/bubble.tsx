import { VisuallyHidden } from '@mantine/core';
import { Waypoints } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../i18n/use-locale.ts';
import { formatClock } from '../words/time.ts';
import type { ChatEntry } from './api.ts';
import classes from './bubble.module.css';
import { BubbleContent } from './bubble-content.tsx';
import { useChat } from './chat-context.ts';
import { Choices } from './choices.tsx';
import { Quote } from './quote.tsx';
import { Ticks } from './ticks.tsx';

/** One message as the phone shows it. */
export function Bubble({ entry, isGroupStart }: { entry: ChatEntry; isGroupStart: boolean }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { entries, names, selected, select } = useChat();
  const isSelected = entry.id === selected;
  const isMine = entry.direction === 'from_person';
  const quoted = entries.find(({ id }) => id === entry.replyTo);
  return (
    <article className={classes.row} data-mine={isMine} data-start={isGroupStart} data-selected={isSelected}>
      <div className={classes.stack}>
        <div className={classes.bubble}>
          <VisuallyHidden>{isMine ? t('phone.fromPerson', names) : t('phone.fromBusiness', names)}</VisuallyHidden>
          {quoted && <Quote entry={quoted} />}
          <BubbleContent entry={entry} />
          {entry.error && <p className={classes.error}>{entry.error.title}</p>}
          <div className={classes.foot}>
            <time dateTime={new Date(entry.at).toISOString()}>{formatClock(entry.at, locale)}</time>
            <Ticks status={entry.status} />
          </div>
        </div>
        <Choices entry={entry} />
      </div>
      <button
        type="button"
        className={classes.trace}
        aria-pressed={isSelected}
        aria-label={t('phone.showTrace')}
        title={t('phone.showTrace')}
        onClick={() => select(entry.id)}
      >
        <Waypoints size={15} aria-hidden />
      </button>
    </article>
  );
}
