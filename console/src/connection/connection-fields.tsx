import { useTranslation } from 'react-i18next';
import { ErrorState } from '../components/error-state.tsx';
import page from '../components/page.module.css';
import { Panel } from '../components/panel.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { AccountSync } from './account-sync.tsx';
import classes from './connection.module.css';
import type { PlacedErrors } from './draft.ts';
import { FieldInputs } from './field-inputs.tsx';
import { ProviderCards } from './provider-cards.tsx';
import { SenderRows } from './sender-rows.tsx';
import type { ConnectionForm } from './use-connection-form.ts';

export interface ConnectionFieldsProps {
  form: ConnectionForm;
  errors: PlacedErrors;
  /** The numbers are given. */
  isFixed?: boolean;
  /** Of a channel that is there already. */
  channelId?: string;
}

/** Panels of a form: at which partner, with which account, from which numbers. */
export function ConnectionFields({ form, errors, isFixed = false, channelId }: ConnectionFieldsProps) {
  const { t } = useTranslation();
  const { providers, provider } = form;
  return (
    <>
      <Panel title={t('connection.partner')}>
        {form.error !== null && !providers && <ErrorState error={form.error} retry={form.retry} />}
        {form.error === null && !providers && <SkeletonRows rows={2} height={72} />}
        {providers && (
          <div className={page.padded}>
            <ProviderCards
              providers={providers}
              chosen={provider?.id ?? null}
              error={errors.at('/provider')}
              onChoose={form.choose}
            />
          </div>
        )}
      </Panel>
      {provider && (
        <>
          <Panel title={t('connection.account', { provider: provider.displayName })}>
            <div className={`${page.padded} ${classes.body}`}>
              <div className={classes.fields}>
                <FieldInputs
                  fields={provider.fields}
                  values={form.settings}
                  errorOf={(name) => errors.at(`/settings/${name}`)}
                  onChange={form.setSettings}
                />
              </div>
              {provider.offers.numbers && (
                <AccountSync
                  provider={provider}
                  sync={form.sync}
                  senders={form.senders}
                  isFixed={isFixed}
                  channelId={channelId}
                  onChange={form.setSenders}
                />
              )}
            </div>
          </Panel>
          <Panel title={t('channels.senders')}>
            <div className={`${page.padded} ${classes.body}`}>
              <SenderRows
                provider={provider}
                senders={form.senders}
                errors={errors}
                isFixed={isFixed}
                onChange={form.setSenders}
              />
            </div>
          </Panel>
        </>
      )}
    </>
  );
}
