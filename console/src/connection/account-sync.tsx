import { Button } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { readAccount } from '../api/connection-requests.ts';
import { fieldsOf } from '../api/problem.ts';
import type { Provider } from '../api/types.ts';
import { useErrorWords } from '../components/error-words.ts';
import { AccountNumbers } from './account-numbers.tsx';
import classes from './connection.module.css';
import { type SenderDraft, withToldFields } from './draft.ts';

export type Sync = UseMutationResult<Awaited<ReturnType<typeof readAccount>>, Error, void>;

export interface AccountSyncProps {
  provider: Provider;
  sync: Sync;
  senders: readonly SenderDraft[];
  /** The numbers are given: what is told of them is filled in, and no other one is offered. */
  isFixed: boolean;
  /** The numbers of this channel are no longer free, except for itself. */
  channelId: string | undefined;
  onChange(senders: readonly SenderDraft[]): void;
}

/** Asks the partner which numbers the account has, and offers them. Wrong settings are told beside their fields. */
export function AccountSync(props: AccountSyncProps) {
  const { provider, sync, senders, onChange } = props;
  const { t } = useTranslation();
  const words = useErrorWords();
  const read = () => sync.mutate(undefined, { onSuccess: ({ numbers }) => onChange(withToldFields(senders, numbers)) });
  return (
    <>
      <div className={classes.foot}>
        <Button
          variant="light"
          leftSection={<RefreshCw size={15} aria-hidden />}
          loading={sync.isPending}
          onClick={read}
        >
          {t('account.sync')}
        </Button>
        <p className={classes.soft}>{t('account.syncHint', { provider: provider.displayName })}</p>
      </div>
      <div aria-live="polite">
        {sync.isError && fieldsOf(sync.error).length === 0 && (
          <ul className={classes.problems}>
            <li>{words(sync.error)}</li>
          </ul>
        )}
        {sync.data?.numbers.length === 0 && <p className={classes.soft}>{t('account.noNumbers')}</p>}
      </div>
      {sync.data && sync.data.numbers.length > 0 && <AccountNumbers {...props} numbers={sync.data.numbers} />}
    </>
  );
}
