import { Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { setMarketing } from '../api/people-queries.ts';
import { KEYS } from '../api/queries.ts';
import type { ContactDetail } from '../api/types.ts';
import { Ago } from '../components/ago.tsx';
import { useErrorWords } from '../components/error-words.ts';
import { Panel } from '../components/panel.tsx';
import classes from './people.module.css';

/** Whether a person wants marketing messages; what is set here is what they told somebody. */
export function MarketingPanel({ person }: { person: ContactDetail }) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const client = useQueryClient();
  const { id, marketingOptedOutAt } = person;
  const change = useMutation({
    mutationFn: (isWanted: boolean) => setMarketing(id, isWanted ? 'resume' : 'stop'),
    onSettled: () => client.invalidateQueries({ queryKey: [KEYS.contacts] }),
  });
  return (
    <Panel title={t('people.marketing')}>
      <div className={classes.write}>
        <Switch
          label={t('people.wantsMarketing')}
          description={t('people.marketingHint')}
          checked={change.isPending ? change.variables : marketingOptedOutAt === null}
          disabled={change.isPending}
          onChange={(event) => change.mutate(event.target.checked)}
        />
        {marketingOptedOutAt !== null && (
          <p className={classes.note}>
            {t('people.optedOut')}: <Ago at={marketingOptedOutAt} />
          </p>
        )}
        <div aria-live="polite">{change.isError && <p className={classes.problem}>{words(change.error)}</p>}</div>
      </div>
    </Panel>
  );
}
