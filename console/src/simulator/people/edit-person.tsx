import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../components/error-words.ts';
import { peopleQuery } from '../api/queries.ts';
import { phoneApi } from '../api/requests.ts';
import type { Person, PersonChange } from '../api/types.ts';
import { readPersonChange } from './person-change.ts';
import { PersonFields } from './person-fields.tsx';

export interface EditPersonProps {
  person: Person;
  /** Whether the provider knows user names. */
  hasUsername: boolean;
  /** Changed, or given up. */
  onDone(): void;
}

/** The form for a person who is there already; a new phone number is a change of number. */
export function EditPerson({ person, hasUsername, onDone }: EditPersonProps) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const client = useQueryClient();
  const edit = useMutation({
    mutationFn: (change: PersonChange) => phoneApi.changePerson(person.id, change),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: peopleQuery.queryKey });
      onDone();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const change = readPersonChange(person, new FormData(event.currentTarget));
    if (Object.keys(change).length === 0) onDone();
    else edit.mutate(change);
  };
  return (
    <form onSubmit={submit} aria-label={t('phone.editPerson', { person: person.name })}>
      <Stack gap={10}>
        <PersonFields person={person} hasUsername={hasUsername} />
        {edit.isError && (
          <Text size="sm" c="var(--bad)" role="alert">
            {words(edit.error)}
          </Text>
        )}
        <Group gap={8}>
          <Button type="submit" size="xs" loading={edit.isPending}>
            {t('phone.save')}
          </Button>
          <Button size="xs" variant="subtle" onClick={onDone}>
            {t('phone.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
