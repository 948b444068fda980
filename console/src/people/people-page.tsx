import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Search, SearchX, Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePollInterval } from '../api/live.tsx';
import { contactsQuery } from '../api/people-queries.ts';
import type { ContactSummary } from '../api/types.ts';
import { Ago } from '../components/ago.tsx';
import { Chip } from '../components/chip.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';
import page from '../components/page.module.css';
import { PageHead } from '../components/page-head.tsx';
import { Panel } from '../components/panel.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { useChannelName } from '../overview/use-names.ts';
import { identifierOf, personName } from '../words/person.ts';
import classes from './people.module.css';

function PersonRow({ person }: { person: ContactSummary }) {
  const { t } = useTranslation();
  const channelName = useChannelName();
  const identifier = identifierOf(person);
  return (
    <li>
      <Link to="/people/$id" params={{ id: person.id }} className={classes.row}>
        <span className={classes.name}>{personName(person) ?? t('messages.unknownPerson')}</span>
        <span className={classes.soft}>
          {person.name !== null && identifier !== null && `${identifier} · `}
          {channelName(person.channelId) ?? person.channelId} · <Ago at={person.createdAt} />
        </span>
        <span className={classes.chip}>
          {person.marketingOptedOutAt !== null && <Chip tone="warning">{t('people.optedOut')}</Chip>}
        </span>
      </Link>
    </li>
  );
}

function PersonList({ search }: { search: string }) {
  const { t } = useTranslation();
  const refetchInterval = usePollInterval();
  const query = useInfiniteQuery({ ...contactsQuery(search), refetchInterval, placeholderData: keepPreviousData });
  const { data, error, refetch } = query;
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={5} />;
  const people = data.pages.flatMap(({ items }) => items);
  if (people.length === 0) {
    return search === '' ? (
      <EmptyState icon={Users} title={t('people.emptyTitle')} text={t('people.emptyText')} />
    ) : (
      <EmptyState icon={SearchX} title={t('people.noMatchTitle')} text={t('people.noMatchText')} />
    );
  }
  return (
    <>
      <ul className={classes.list}>
        {people.map((person) => (
          <PersonRow key={person.id} person={person} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          fullWidth
          variant="subtle"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('people.more')}
        </Button>
      )}
    </>
  );
}

/** Everybody who ever wrote or was written to. */
export function PeoplePage() {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search.trim(), 250);
  return (
    <>
      <PageHead title={t('people.title')} lead={t('people.lead')} />
      <div className={page.body}>
        <Panel title={t('people.title')}>
          <search className={classes.search}>
            <TextInput
              type="search"
              aria-label={t('people.search')}
              placeholder={t('people.search')}
              leftSection={<Search size={15} aria-hidden />}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </search>
          <PersonList search={settled} />
        </Panel>
      </div>
    </>
  );
}
