import { Button, Group, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../components/error-words.ts';
import { peopleQuery } from '../api/queries.ts';
import { phoneApi } from '../api/requests.ts';
import type { NewPerson } from '../api/types.ts';

export interface AddPersonProps {
  /** Whether the provider has a feature. */
  can(feature: string): boolean;
  onAdded(personId: string): void;
  /** Added, or given up. */
  onDone(): void;
}

/** What the form says, without what was left empty. */
function readForm(form: FormData): NewPerson {
  const text = (field: string) => String(form.get(field) ?? '').trim();
  const phone = text('phone');
  const username = text('username');
  const withoutPhone = form.get('withoutPhone') !== null;
  return {
    name: text('name'),
    ...(withoutPhone ? { withoutPhone } : phone && { phone }),
    ...(username && { username }),
  };
}

/** The form for one more simulated person. */
export function AddPerson({ can, onAdded, onDone }: AddPersonProps) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const client = useQueryClient();
  const [isHidden, setHidden] = useState(false);
  const add = useMutation({
    mutationFn: phoneApi.addPerson,
    onSuccess: async (person) => {
      await client.invalidateQueries({ queryKey: peopleQuery.queryKey });
      onAdded(person.id);
      onDone();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    add.mutate(readForm(new FormData(event.currentTarget)));
  };
  return (
    <form onSubmit={submit} aria-label={t('phone.addPerson')}>
      <Stack gap={10}>
        <TextInput
          name="name"
          label={t('phone.name')}
          placeholder={t('phone.namePlaceholder')}
          required
          data-autofocus
        />
        {can('without_phone') && (
          <Switch
            name="withoutPhone"
            label={t('phone.withoutPhone')}
            description={t('phone.withoutPhoneHint')}
            checked={isHidden}
            onChange={(event) => setHidden(event.currentTarget.checked)}
          />
        )}
        {!isHidden && (
          <TextInput name="phone" type="tel" label={t('phone.phoneNumber')} description={t('phone.phoneHint')} />
        )}
        {can('username') && <TextInput name="username" label={t('phone.username')} leftSection="@" minLength={3} />}
        {add.isError && (
          <Text size="sm" c="var(--bad)" role="alert">
            {words(add.error)}
          </Text>
        )}
        <Group gap={8}>
          <Button type="submit" size="xs" loading={add.isPending}>
            {t('phone.add')}
          </Button>
          <Button size="xs" variant="subtle" onClick={onDone}>
            {t('phone.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
