import { formatPhone } from '../../words/person.ts';
import type { ContactCard } from '../api/types.ts';
import { Avatar } from '../people/avatar.tsx';
import classes from './cards.module.css';

/** People whose numbers were shared. */
export function ContactCards({ contacts }: { contacts: readonly ContactCard[] }) {
  return (
    <ul className={classes.contacts}>
      {contacts.map(({ name, phones }) => (
        <li key={`${name} ${phones.join()}`} className={classes.contact}>
          <Avatar name={name} size={36} />
          <span>
            <span className={classes.title}>{name}</span>
            <span className={classes.about}>{phones.map(formatPhone).join(', ')}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
