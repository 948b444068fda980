import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../components/panel.tsx';
import type { BusinessNumber, Person } from '../api/types.ts';
import { ConnectPartner } from '../partner/connect-partner.tsx';
import { NumberSelect } from '../partner/number-select.tsx';
import type { Desk } from '../use-desk.ts';
import { AddPerson } from './add-person.tsx';
import { EditPerson } from './edit-person.tsx';
import { PeopleButtons } from './people-buttons.tsx';
import { PeopleList } from './people-list.tsx';
import classes from './who-panel.module.css';

export interface WhoPanelProps {
  numbers: readonly BusinessNumber[];
  people: readonly Person[];
  desk: Desk;
  isAutoRead: boolean;
  onAutoRead(isOn: boolean): void;
}

/** Who holds the phone, and which number they write to. */
export function WhoPanel({ numbers, people, desk, isAutoRead, onAutoRead }: WhoPanelProps) {
  const { t } = useTranslation();
  const [form, setForm] = useState<'add' | 'edit' | null>(people.length === 0 ? 'add' : null);
  const close = () => setForm(null);
  const can = (feature: string) => desk.number?.supports.includes(feature) ?? false;
  const chosen = desk.focused?.person;
  return (
    <Panel title={t('phone.who')}>
      <div className={classes.body}>
        <PeopleList people={people} desk={desk} />
        {form === 'add' && <AddPerson can={can} onDone={close} onAdded={desk.choosePerson} />}
        {form === 'edit' && chosen && (
          <EditPerson key={chosen.id} person={chosen} hasUsername={can('username')} onDone={close} />
        )}
        {form === null && <PeopleButtons desk={desk} onAdd={() => setForm('add')} onEdit={() => setForm('edit')} />}
        <NumberSelect numbers={numbers} chosen={desk.number} onChoose={desk.chooseNumber} />
        <ConnectPartner number={desk.number} onConnected={desk.chooseNumber} />
        <Switch
          label={t('phone.autoRead')}
          checked={isAutoRead}
          onChange={(event) => onAutoRead(event.currentTarget.checked)}
        />
      </div>
    </Panel>
  );
}
