import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { applicationsQuery } from '../api/application-queries.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';
import page from '../components/page.module.css';
import { PageHead } from '../components/page-head.tsx';
import { Panel } from '../components/panel.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { ApplicationItem } from './application-item.tsx';
import classes from './applications.module.css';
import { NewApplication } from './new-application.tsx';
import { SecretPanel, type ShownSecret } from './secret-panel.tsx';

function Applications({ onSecret }: { onSecret(secret: ShownSecret): void }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(applicationsQuery);
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={2} />;
  if (data.items.length === 0) {
    return <EmptyState icon={KeyRound} title={t('applications.emptyTitle')} text={t('applications.emptyText')} />;
  }
  return (
    <ul className={classes.list}>
      {data.items.map((application) => (
        <ApplicationItem key={application.id} application={application} onSecret={onSecret} />
      ))}
    </ul>
  );
}

/** Programs that callback URLs let in only with a token that they signed. */
export function ApplicationsPage() {
  const { t } = useTranslation();
  const [secret, setSecret] = useState<ShownSecret | null>(null);
  return (
    <>
      <PageHead title={t('applications.title')} lead={t('applications.lead')} />
      <div className={`${page.grid} ${page.body}`}>
        <div className={page.stack}>
          {secret && <SecretPanel key={secret.clientSecret} secret={secret} onDone={() => setSecret(null)} />}
          <Panel title={t('applications.title')}>
            <Applications onSecret={setSecret} />
          </Panel>
        </div>
        <div className={page.stack}>
          <NewApplication onSecret={setSecret} />
          <Panel title={t('applications.use')}>
            <p className={`${page.padded} ${classes.hint}`}>{t('applications.useHint')}</p>
          </Panel>
        </div>
      </div>
    </>
  );
}
