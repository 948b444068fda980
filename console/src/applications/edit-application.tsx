import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeApplication } from '../api/application-queries.ts';
import { KEYS } from '../api/queries.ts';
import type { Application, NewApplication } from '../api/types.ts';
import { ApplicationFields } from './application-fields.tsx';
import classes from './applications.module.css';

/** Changes what an application is called and what its tokens must say. */
export function EditApplication({ application, onDone }: { application: Application; onDone(): void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { id, name, audience, singleUse } = application;
  const [wanted, setWanted] = useState<NewApplication>({ name, audience, singleUse });
  const change = useMutation({
    mutationFn: () => changeApplication(id, wanted),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [KEYS.applications] });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate aria-label={t('applications.changeNamed', { name })}>
      <ApplicationFields value={wanted} error={change.error} onChange={setWanted} />
      <div className={classes.actions}>
        <Button type="submit" size="compact-md" loading={change.isPending}>
          {t('applications.save')}
        </Button>
        <Button size="compact-md" variant="subtle" onClick={onDone}>
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  );
}
