import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import classes from './copy-field.module.css';

/** A value to take elsewhere, with a button that copies it. `what` names it for screen readers. */
export function CopyField({ value, what }: { value: string; what: string }) {
  const { t } = useTranslation();
  return (
    <div className={classes.field}>
      <span className={classes.value} title={value}>
        {value}
      </span>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t('app.copied') : t('app.copy')}>
            <ActionIcon variant="subtle" onClick={copy} aria-label={t('app.copyNamed', { what })}>
              {copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </div>
  );
}
