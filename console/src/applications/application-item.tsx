import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pencil, RotateCcwKey, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deleteApplication, rotateApplicationSecret } from '../api/application-queries.ts';
import { KEYS } from '../api/queries.ts';
import type { Application } from '../api/types.ts';
import { Ago } from '../components/ago.tsx';
import { ConfirmButton } from '../components/confirm-button.tsx';
import { CopyField } from '../components/copy-field.tsx';
import { Fact, FactList } from '../components/fact-list.tsx';
import classes from './applications.module.css';
import { EditApplication } from './edit-application.tsx';
import type { ShownSecret } from './secret-panel.tsx';

export interface ApplicationItemProps {
  application: Application;
  onSecret(secret: ShownSecret): void;
}

function Actions({ application, onSecret, onEdit }: ApplicationItemProps & { onEdit(): void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { id, name } = application;
  const refresh = () => client.invalidateQueries({ queryKey: [KEYS.applications] });
  const rotate = useMutation({ mutationFn: () => rotateApplicationSecret(id), onSuccess: onSecret });
  const remove = useMutation({ mutationFn: () => deleteApplication(id), onSuccess: refresh });
  const look = { size: 'compact-md', variant: 'default' } as const;
  return (
    <div className={classes.actions}>
      <Button {...look} leftSection={<Pencil size={14} aria-hidden />} onClick={onEdit}>
        {t('applications.change')}
      </Button>
      <ConfirmButton
        {...look}
        leftSection={<RotateCcwKey size={14} aria-hidden />}
        label={t('applications.rotate')}
        question={t('applications.rotateQuestion', { name })}
        action={rotate}
      />
      <ConfirmButton
        {...look}
        leftSection={<Trash2 size={14} aria-hidden />}
        label={t('applications.delete')}
        question={t('applications.deleteQuestion', { name })}
        action={remove}
        isDangerous
      />
    </div>
  );
}

/** One application: how it signs in, and what can be done with it. */
export function ApplicationItem(props: ApplicationItemProps) {
  const { t } = useTranslation();
  const { application } = props;
  const [isEdited, setEdited] = useState(false);
  return (
    <li className={classes.item} aria-label={application.name}>
      <strong className={classes.name}>{application.name}</strong>
      <div>
        <div className={classes.label}>{t('applications.clientId')}</div>
        <CopyField value={application.id} what={t('applications.clientId')} />
      </div>
      {isEdited ? (
        <EditApplication application={application} onDone={() => setEdited(false)} />
      ) : (
        <>
          <FactList>
            <Fact label={t('applications.audience')}>{application.audience ?? t('applications.anybody')}</Fact>
            <Fact label={t('applications.tokens')}>
              {application.singleUse ? t('applications.countOnce') : t('applications.countAlways')}
            </Fact>
            <Fact label={t('applications.created')}>
              <Ago at={application.createdAt} />
            </Fact>
          </FactList>
          <Actions {...props} onEdit={() => setEdited(true)} />
        </>
      )}
    </li>
  );
}
