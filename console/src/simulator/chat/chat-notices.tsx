import { useQuery } from '@tanstack/react-query';
import { BellOff, Clock, LockKeyhole, PhoneOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../i18n/use-locale.ts';
import { formatHours } from '../../words/time.ts';
import { stateQuery } from '../api/queries.ts';
import type { Person } from '../api/types.ts';
import { useSimulatedNow } from '../use-simulated-now.ts';
import { windowLeft } from './chat.ts';
import { useChat } from './chat-context.ts';
import classes from './chat-notices.module.css';

function Notice({ icon: Icon, tone, children }: { icon: typeof Clock; tone: 'calm' | 'warn'; children: ReactNode }) {
  return (
    <p className={classes.notice} data-tone={tone}>
      <Icon size={14} aria-hidden />
      <span>{children}</span>
    </p>
  );
}

/** Under the head: how long the business may still answer freely, and what keeps messages from the person. */
export function ChatNotices({ person }: { person: Person }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { chatKey } = useChat();
  const { data: state } = useQuery(stateQuery(chatKey));
  const now = useSimulatedNow();
  const left = state ? windowLeft(state, now) : null;
  return (
    <div className={classes.notices} role="status">
      {left === 0 && (
        <Notice icon={LockKeyhole} tone="warn">
          {t('phone.windowClosed')}
        </Notice>
      )}
      {left !== null && left > 0 && (
        <Notice icon={Clock} tone="calm">
          {t('phone.windowOpen', { time: formatHours(left, locale) })}
        </Notice>
      )}
      {!person.onWhatsApp && (
        <Notice icon={PhoneOff} tone="warn">
          {t('phone.notOnWhatsApp', { person: person.name })}
        </Notice>
      )}
      {state?.optedOut && (
        <Notice icon={BellOff} tone="warn">
          {t('phone.optedOut', { person: person.name })}
        </Notice>
      )}
    </div>
  );
}
