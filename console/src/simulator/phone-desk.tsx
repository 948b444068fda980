import { VisuallyHidden } from '@mantine/core';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../components/empty-state.tsx';
import { usePhoneEvents } from './api/events.ts';
import type { BusinessNumber, Person } from './api/types.ts';
import { BusinessPhonePanel } from './business-phone-panel.tsx';
import { ClockPanel } from './clock-panel.tsx';
import { WhoPanel } from './people/who-panel.tsx';
import { Phone } from './phone.tsx';
import classes from './phone-page.module.css';
import { TracePanel } from './trace-panel.tsx';
import { useDesk } from './use-desk.ts';

export interface PhoneDeskProps {
  /** At least one. */
  numbers: readonly BusinessNumber[];
  people: readonly Person[];
}

/** One or two phones whose people write to the same number; the panels beside are about the one in use. */
export function PhoneDesk({ numbers, people }: PhoneDeskProps) {
  const { t } = useTranslation();
  const desk = useDesk(numbers, people);
  const areEventsOpen = usePhoneEvents();
  const [isAutoRead, setAutoRead] = useState(true);
  // Null: the latest message of the phone in use.
  const [selected, setSelected] = useState<string | null>(null);
  const { number, phones, focused } = desk;
  return (
    <div className={classes.page}>
      <VisuallyHidden component="h1">{t('phone.title')}</VisuallyHidden>
      <div className={classes.who}>
        <WhoPanel numbers={numbers} people={people} desk={desk} isAutoRead={isAutoRead} onAutoRead={setAutoRead} />
      </div>
      <div className={classes.phones}>
        {number &&
          phones.map(({ place, person }) => (
            <Phone
              key={`${place} ${number.id} ${person.id}`}
              number={number}
              person={person}
              isFocused={place === focused?.place}
              isAlone={phones.length === 1}
              isAutoRead={isAutoRead}
              areEventsOpen={areEventsOpen}
              selected={selected}
              onFocus={() => desk.focus(place)}
              onSelect={setSelected}
            />
          ))}
        {phones.length === 0 && (
          <EmptyState icon={UserPlus} title={t('phone.noPeopleTitle')} text={t('phone.noPeopleText')} />
        )}
      </div>
      <div className={classes.tools}>
        <ClockPanel />
        {number?.supports.includes('business_app') && focused && (
          <BusinessPhonePanel key={`${number.id} ${focused.person.id}`} number={number} person={focused.person} />
        )}
      </div>
      <div className={classes.trace}>
        {number && focused && (
          <TracePanel number={number} person={focused.person} selected={selected} onFollow={() => setSelected(null)} />
        )}
      </div>
    </div>
  );
}
