import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Application } from '../api/types.ts';
import { CopyField } from '../components/copy-field.tsx';
import page from '../components/page.module.css';
import { Panel } from '../components/panel.tsx';
import classes from './applications.module.css';

/** An application with its secret in clear, as the API shows it once. */
export type ShownSecret = Application & { clientSecret: string };

/** A new secret, until it was copied. */
export function SecretPanel({ secret, onDone }: { secret: ShownSecret; onDone(): void }) {
  const { t } = useTranslation();
  const start = useRef<HTMLDivElement>(null);
  useEffect(() => start.current?.focus(), []);
  return (
    <div ref={start} tabIndex={-1}>
      <Panel title={t('applications.secretOf', { name: secret.name })}>
        <div className={`${page.padded} ${classes.form}`}>
          <p className={classes.once}>{t('applications.once')}</p>
          <div>
            <div className={classes.label}>{t('applications.clientId')}</div>
            <CopyField value={secret.id} what={t('applications.clientId')} />
          </div>
          <div>
            <div className={classes.label}>{t('applications.clientSecret')}</div>
            <CopyField value={secret.clientSecret} what={t('applications.clientSecret')} />
          </div>
          <div>
            <Button size="compact-md" variant="light" onClick={onDone}>
              {t('applications.copied')}
            </Button>
          </div>
        </div>
      </Panel>
    </div>
  );
}
