import { Smartphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatPhone } from '../words/person.ts';
import type { Person } from './api.ts';
import { Avatar } from './avatar.tsx';
import classes from './who-panel.module.css';

export interface PersonButtonProps {
  person: Person;
  isChosen: boolean;
  /** Marked when there are two phones. */
  holdsPhone: boolean;
  onChoose(): void;
}

/** A person to choose; shows how the business will know them. */
export function PersonButton({ person, isChosen, holdsPhone, onChoose }: PersonButtonProps) {
  const { t } = useTranslation();
  const known = person.phone ? formatPhone(person.phone) : t('phone.noPhone');
  return (
    <button type="button" className={classes.person} aria-pressed={isChosen} onClick={onChoose}>
      <Avatar name={person.name} />
      <span className={classes.words}>
        <span className={classes.name}>{person.name}</span>
        <span className={classes.number}>{person.username ? `${known} · @${person.username}` : known}</span>
      </span>
      {holdsPhone && <Smartphone size={16} className={classes.place} aria-hidden />}
    </button>
  );
}
