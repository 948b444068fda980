import { useTranslation } from 'react-i18next';
import { useLocale } from '../i18n/use-locale.ts';
import { formatClock } from '../words/time.ts';
import type { BusinessNumber, Person } from './api/types.ts';
import { ChatScreen } from './chat/chat-screen.tsx';
import classes from './phone.module.css';
import { useSimulatedNow } from './use-simulated-now.ts';

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
      <span>{formatClock(useSimulatedNow(), locale)}</span>
      <span className={classes.holder}>{person.name}</span>
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
        <ChatScreen {...props} />
      </div>
    </section>
  );
}
