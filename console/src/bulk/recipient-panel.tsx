import { Button, SegmentedControl } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recipientsQuery } from '../api/bulk-queries.ts';
import { usePollInterval } from '../api/live.tsx';
import type { BulkRecipient } from '../api/types.ts';
import { Chip } from '../components/chip.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { AnchorLink } from '../components/links.tsx';
import { Panel } from '../components/panel.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { StatusChip } from '../components/status-chip.tsx';
import { formatPhone } from '../words/person.ts';
import classes from './bulk.module.css';

const STATES = ['pending', 'queued', 'skipped'] as const satisfies readonly BulkRecipient['state'][];

function RecipientRow({ recipient }: { recipient: BulkRecipient }) {
  const { t } = useTranslation();
  const { to, state, reason, detail, messageId, messageStatus } = recipient;
  const name = to.phoneNumber === undefined ? (to.userId ?? '') : formatPhone(to.phoneNumber);
  return (
    <li className={classes.row}>
      <span className={classes.name}>
        {messageId === null ? (
          name
        ) : (
          <AnchorLink to="/messages/$id" params={{ id: messageId }}>
            {name}
          </AnchorLink>
        )}
      </span>
      {reason !== null && (
        <span className={classes.soft}>
          {t(`skipReason.${reason}`)}
          {detail !== null && ` (${detail})`}
        </span>
      )}
      <span className={classes.chip}>
        {messageStatus === null ? (
          <Chip tone={state === 'skipped' ? 'warning' : 'muted'}>{t(`recipientState.${state}`)}</Chip>
        ) : (
          <StatusChip status={messageStatus} />
        )}
      </span>
    </li>
  );
}

/** Who stands on the list, all or by state, each with what became of it. */
export function RecipientPanel({ id }: { id: string }) {
  const { t } = useTranslation();
  const [state, setState] = useState<BulkRecipient['state'] | null>(null);
  const refetchInterval = usePollInterval();
  const query = useInfiniteQuery({ ...recipientsQuery(id, state), refetchInterval, placeholderData: keepPreviousData });
  const { data, error, refetch } = query;
  const recipients = data?.pages.flatMap(({ items }) => items);
  const choices = STATES.map((value) => ({ value, label: t(`recipientState.${value}`) }));
  return (
    <Panel title={t('bulk.recipients')}>
      <div className={classes.filter}>
        <SegmentedControl
          size="xs"
          aria-label={t('bulk.filter')}
          data={[{ value: '', label: t('bulk.all') }, ...choices]}
          value={state ?? ''}
          onChange={(value) => setState(STATES.find((one) => one === value) ?? null)}
        />
      </div>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!error && !recipients && <SkeletonRows rows={3} />}
      {recipients?.length === 0 && (
        <EmptyState icon={Users} title={t('bulk.nobodyTitle')} text={t('bulk.nobodyText')} />
      )}
      <ul className={classes.list}>
        {recipients?.map((recipient) => (
          <RecipientRow key={recipient.place} recipient={recipient} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          fullWidth
          variant="subtle"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('bulk.more')}
        </Button>
      )}
    </Panel>
  );
}
