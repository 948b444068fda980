import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createApplication } from '../api/application-queries.ts';
import { KEYS } from '../api/queries.ts';
import type { NewApplication as Wanted } from '../api/types.ts';
import page from '../components/page.module.css';
import { Panel } from '../components/panel.tsx';
import { ApplicationFields } from './application-fields.tsx';
import classes from './applications.module.css';
import type { ShownSecret } from './secret-panel.tsx';

const EMPTY: Wanted = { name: '', audience: null, singleUse: false };

/** The form for one more application; its secret is handed on at once, for it is told this one time. */
export function NewApplication({ onSecret }: { onSecret(secret: ShownSecret): void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [wanted, setWanted] = useState(EMPTY);
  const create = useMutation({
    mutationFn: createApplication,
    onSuccess: async (created) => {
      onSecret(created);
      setWanted(EMPTY);
      await client.invalidateQueries({ queryKey: [KEYS.applications] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(wanted);
  };
  return (
    <Panel title={t('applications.create')}>
      <form className={`${page.padded} ${classes.form}`} onSubmit={submit} noValidate>
        <ApplicationFields value={wanted} error={create.error} onChange={setWanted} />
        <div>
          <Button type="submit" loading={create.isPending}>
            {t('applications.submit')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
