import { useTranslation } from 'react-i18next';
import type { Person } from '../api/types.ts';
import type { Desk } from '../use-desk.ts';
import { PersonButton } from './person-button.tsx';
import classes from './who-panel.module.css';

/** Everybody who could write; a press hands them the phone in use. */
export function PeopleList({ people, desk }: { people: readonly Person[]; desk: Desk }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.people} aria-label={t('phone.people')}>
      {people.map((person) => (
        <li key={person.id}>
          <PersonButton
            person={person}
            numberId={desk.number?.id ?? ''}
            isChosen={desk.focused?.person.id === person.id}
            holdsPhone={desk.phones.length > 1 && desk.phones.some((phone) => phone.person.id === person.id)}
            onChoose={() => desk.choosePerson(person.id)}
          />
        </li>
      ))}
    </ul>
  );
}
