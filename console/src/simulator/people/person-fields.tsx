import { Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPhone } from '../../words/person.ts';
import type { Person } from '../api/types.ts';

/** What can be changed about a person. Read the form by the names of its fields. */
export function PersonFields({ person, hasUsername }: { person: Person; hasUsername: boolean }) {
  const { t } = useTranslation();
  const [isOn, setOn] = useState(person.onWhatsApp);
  return (
    <>
      <TextInput name="name" label={t('phone.name')} defaultValue={person.name} required data-autofocus />
      <TextInput
        name="phone"
        type="tel"
        label={t('phone.phoneNumber')}
        description={t('phone.numberChangeHint')}
        defaultValue={person.phone ? formatPhone(person.phone) : ''}
        placeholder={t('phone.noPhone')}
      />
      {hasUsername && (
        <TextInput name="username" label={t('phone.username')} leftSection="@" defaultValue={person.username ?? ''} />
      )}
      <Switch
        name="onWhatsApp"
        label={t('phone.onWhatsApp')}
        description={isOn ? undefined : t('phone.notOnWhatsAppHint')}
        checked={isOn}
        onChange={(event) => setOn(event.currentTarget.checked)}
      />
      <Switch name="readReceipts" label={t('phone.readReceipts')} defaultChecked={person.readReceipts} />
    </>
  );
}
