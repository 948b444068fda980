import { Button, Select, Switch } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Columns2, Smartphone, UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../components/panel.tsx';
import { formatPhone } from '../words/person.ts';
import { AddPerson } from './add-person.tsx';
import type { BusinessNumber, Person } from './api.ts';
import { PersonButton } from './person-button.tsx';
import type { Desk } from './use-desk.ts';
import classes from './who-panel.module.css';

export interface WhoPanelProps {
  numbers: readonly BusinessNumber[];
  people: readonly Person[];
  desk: Desk;
  isAutoRead: boolean;
  onAutoRead(isOn: boolean): void;
}

function People({ people, desk }: Pick<WhoPanelProps, 'people' | 'desk'>) {
  const { t } = useTranslation();
  return (
    <ul className={classes.people} aria-label={t('phone.people')}>
      {people.map((person) => (
        <li key={person.id}>
          <PersonButton
            person={person}
            isChosen={desk.focused?.person.id === person.id}
            holdsPhone={desk.phones.length > 1 && desk.phones.some((phone) => phone.person.id === person.id)}
            onChoose={() => desk.choosePerson(person.id)}
          />
        </li>
      ))}
    </ul>
  );
}

/** Who holds the phone, and which number they write to. */
export function WhoPanel({ numbers, people, desk, isAutoRead, onAutoRead }: WhoPanelProps) {
  const { t } = useTranslation();
  const [isAdding, adding] = useDisclosure(people.length === 0);
  const SecondIcon = desk.phones.length > 1 ? Smartphone : Columns2;
  return (
    <Panel title={t('phone.who')}>
      <div className={classes.body}>
        <People people={people} desk={desk} />
        {isAdding ? (
          <AddPerson onDone={adding.close} onAdded={desk.choosePerson} />
        ) : (
          <div className={classes.buttons}>
            <Button size="xs" variant="light" leftSection={<UserPlus size={14} aria-hidden />} onClick={adding.open}>
              {t('phone.addPerson')}
            </Button>
            <Button
              size="xs"
              variant="default"
              leftSection={<SecondIcon size={14} aria-hidden />}
              title={t('phone.secondHint')}
              disabled={!desk.canHaveSecond}
              onClick={desk.toggleSecond}
            >
              {desk.phones.length > 1 ? t('phone.secondOff') : t('phone.second')}
            </Button>
          </div>
        )}
        <Select
          label={t('phone.number')}
          allowDeselect={false}
          data={numbers.map(({ id, displayName, phoneNumber }) => ({
            value: id,
            label: `${displayName} · ${formatPhone(phoneNumber)}`,
          }))}
          value={desk.number?.id ?? null}
          onChange={(id) => id && desk.chooseNumber(id)}
        />
        <Switch
          label={t('phone.autoRead')}
          checked={isAutoRead}
          onChange={(event) => onAutoRead(event.currentTarget.checked)}
        />
      </div>
    </Panel>
  );
}
