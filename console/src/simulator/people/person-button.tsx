import { useQuery } from '@tanstack/react-query';
import { Smartphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatPhone } from '../../words/person.ts';
import { typingQuery } from '../api/queries.ts';
import type { Person } from '../api/types.ts';
import { Avatar } from './avatar.tsx';
import classes from './who-panel.module.css';

export interface PersonButtonProps {
  person: Person;
  /** The number that is written to. */
  numberId: string;
  isChosen: boolean;
  /** Marked when there are two phones. */
  holdsPhone: boolean;
  onChoose(): void;
}

/** A person to choose; shows how the business will know them, and that they are writing. */
export function PersonButton({ person, numberId, isChosen, holdsPhone, onChoose }: PersonButtonProps) {
  const { t } = useTranslation();
  const { data: isTyping } = useQuery(typingQuery({ numberId, personId: person.id }, 'person'));
  const known = [
    person.phone ? formatPhone(person.phone) : t('phone.noPhone'),
    ...(person.username ? [`@${person.username}`] : []),
    ...(person.onWhatsApp ? [] : [t('phone.away')]),
  ];
  return (
    <button type="button" className={classes.person} aria-pressed={isChosen} onClick={onChoose}>
      <Avatar name={person.name} />
      <span className={classes.words}>
        <span className={classes.name}>{person.name}</span>
        <span className={classes.number}>{isTyping ? t('phone.typing') : known.join(' · ')}</span>
      </span>
      {holdsPhone && <Smartphone size={16} className={classes.place} aria-hidden />}
    </button>
  );
}
