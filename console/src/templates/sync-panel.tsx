import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { Trans, useTranslation } from 'react-i18next';
import { healthQuery } from '../api/channel-queries.ts';
import { KEYS } from '../api/queries.ts';
import { syncTemplates } from '../api/template-queries.ts';
import type { ChannelHealth } from '../api/types.ts';
import { Ago } from '../components/ago.tsx';
import { useErrorWords } from '../components/error-words.ts';
import classes from './sync.module.css';

type Account = ChannelHealth['accounts'][number];

function AccountSync({ account }: { account: Account }) {
  const { t } = useTranslation();
  const { sync } = account;
  return (
    <li>
      {t('health.account', { account: account.account })}:{' '}
      {sync?.syncedAt ? (
        <Trans i18nKey="templates.synced" components={{ 1: <Ago at={sync.syncedAt} /> }} />
      ) : (
        t('templates.neverSynced')
      )}
      {sync?.error && (
        <p className={classes.problem}>
          {t('templates.syncFailed', { why: sync.error })} {sync.failedAt && <Ago at={sync.failedAt} />}
        </p>
      )}
    </li>
  );
}

/** When the templates were read from the provider, and a button that reads them now. */
export function SyncPanel({ channelId }: { channelId: string }) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const client = useQueryClient();
  const { data: health } = useQuery(healthQuery(channelId));
  const sync = useMutation({
    mutationFn: () => syncTemplates(channelId),
    onSettled: () =>
      Promise.all([KEYS.templates, KEYS.health].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
  return (
    <div className={classes.bar}>
      <div className={classes.state}>
        {health?.accounts.length === 0 && <p className={classes.problem}>{t('templates.noAccount')}</p>}
        <ul className={classes.accounts}>
          {health?.accounts.map((account) => (
            <AccountSync key={account.account} account={account} />
          ))}
        </ul>
        <div aria-live="polite">
          {sync.isPending && t('templates.syncing')}
          {sync.isError && <p className={classes.problem}>{words(sync.error)}</p>}
        </div>
      </div>
      <Button
        variant="default"
        leftSection={<RefreshCw size={15} aria-hidden />}
        loading={sync.isPending}
        onClick={() => sync.mutate()}
      >
        {t('templates.sync')}
      </Button>
    </div>
  );
}
