import { Button } from '@mantine/core';
import { Columns2, Smartphone, UserPen, UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Desk } from '../use-desk.ts';
import classes from './who-panel.module.css';

export interface PeopleButtonsProps {
  desk: Desk;
  onAdd(): void;
  onEdit(): void;
}

/** Adds a person, changes the one in use, puts a second phone on the desk. */
export function PeopleButtons({ desk, onAdd, onEdit }: PeopleButtonsProps) {
  const { t } = useTranslation();
  const hasSecond = desk.phones.length > 1;
  const SecondIcon = hasSecond ? Smartphone : Columns2;
  const look = { size: 'xs', variant: 'default' } as const;
  return (
    <div className={classes.buttons}>
      <Button size="xs" variant="light" leftSection={<UserPlus size={14} aria-hidden />} onClick={onAdd}>
        {t('phone.addPerson')}
      </Button>
      {desk.focused && (
        <Button {...look} leftSection={<UserPen size={14} aria-hidden />} onClick={onEdit}>
          {t('phone.edit')}
        </Button>
      )}
      <Button
        {...look}
        leftSection={<SecondIcon size={14} aria-hidden />}
        title={t('phone.secondHint')}
        disabled={!desk.canHaveSecond}
        onClick={desk.toggleSecond}
      >
        {hasSecond ? t('phone.secondOff') : t('phone.second')}
      </Button>
    </div>
  );
}
