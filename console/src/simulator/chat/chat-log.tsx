import { useQuery } from '@tanstack/react-query';
import { Fragment, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../i18n/use-locale.ts';
import { formatDay } from '../../words/time.ts';
import { typingQuery } from '../api/queries.ts';
import { Bubble } from '../bubble/bubble.tsx';
import { isDayStart, isGroupStart } from './chat.ts';
import { useChat } from './chat-context.ts';
import classes from './chat-screen.module.css';
import { TypingDots } from './typing-dots.tsx';

/** The messages of a chat, the latest in view; screen readers hear of new ones. */
export function ChatLog() {
  const { t } = useTranslation();
  const locale = useLocale();
  const { chatKey, entries, names } = useChat();
  const { data: isTyping } = useQuery(typingQuery(chatKey, 'business'));
  const log = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what makes the log longer is what scrolls it
  useEffect(() => {
    // The log is laid out from its end, so that pictures that load later leave the latest message in view.
    log.current?.scrollTo({ top: 0 });
  }, [entries.length]);
  return (
    <div
      ref={log}
      className={classes.log}
      role="log"
      aria-label={t('phone.chatWith', names)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
      tabIndex={0}
    >
      <div className={classes.entries}>
        {entries.length === 0 && <p className={classes.empty}>{t('phone.emptyChat')}</p>}
        {entries.map((entry, index) => (
          <Fragment key={entry.id}>
            {isDayStart(entries, index) && <p className={classes.day}>{formatDay(entry.at, locale)}</p>}
            <Bubble entry={entry} isGroupStart={isGroupStart(entries, index)} />
          </Fragment>
        ))}
        {isTyping && <TypingDots />}
      </div>
    </div>
  );
}
