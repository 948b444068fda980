import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNow } from '../components/now.ts';
import { useLocale } from '../i18n/use-locale.ts';
import { formatPhone } from '../words/person.ts';
import { formatClock } from '../words/time.ts';
import type { BusinessNumber, Person } from './api.ts';
import { Avatar } from './avatar.tsx';
import { ChatScreen } from './chat-screen.tsx';
import classes from './phone.module.css';
import { typingQuery } from './queries.ts';

export interface PhoneProps {
  number: BusinessNumber;
  person: Person;
  isFocused: boolean;
  /** The only phone on the desk: being in use needs no mark. */
  isAlone: boolean;
  isAutoRead: boolean;
  /** False: changes are not told, the chat has to be asked for. */
  areEventsOpen: boolean;
  /** Entry whose trace is shown; null: the latest. */
  selected: string | null;
  onFocus(): void;
  onSelect(entryId: string): void;
}

function SystemBar({ person }: { person: Person }) {
  const locale = useLocale();
  return (
    <div className={classes.system} aria-hidden>
      <span>{formatClock(useNow(), locale)}</span>
      <span className={classes.holder}>{person.name}</span>
    </div>
  );
}

function ChatHead({ number, person }: { number: BusinessNumber; person: Person }) {
  const { t } = useTranslation();
  const { data: isTyping } = useQuery(typingQuery({ numberId: number.id, personId: person.id }));
  return (
    <div className={classes.head}>
      <Avatar name={number.displayName} size={40} />
      <div className={classes.business}>
        <h2 className={classes.name}>{number.displayName}</h2>
        <div className={classes.under} aria-live="polite">
          {isTyping ? t('phone.typing') : `${t('phone.businessAccount')} · ${formatPhone(number.phoneNumber)}`}
        </div>
      </div>
    </div>
  );
}

/** One simulated phone with the chat of its person and a business number. */
export function Phone(props: PhoneProps) {
  const { t } = useTranslation();
  const { number, person, isFocused, isAlone, onFocus } = props;
  const name = t('phone.chatWith', { person: person.name, business: number.displayName });
  return (
    <section
      className={classes.device}
      aria-label={name}
      data-focused={isFocused}
      data-alone={isAlone}
      onFocusCapture={onFocus}
      onPointerDownCapture={onFocus}
    >
      <div className={classes.screen}>
        <SystemBar person={person} />
        <ChatHead number={number} person={person} />
        <ChatScreen {...props} />
      </div>
    </section>
  );
}
