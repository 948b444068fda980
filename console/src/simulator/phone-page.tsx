import { Code } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { PhoneOff, Smartphone } from 'lucide-react';
import { Trans, useTranslation } from 'react-i18next';
import { Problem } from '../api/problem.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { numbersQuery, peopleQuery } from './api/queries.ts';
import { PhoneDesk } from './phone-desk.tsx';

function NoPhone() {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={PhoneOff}
      title={t('phone.unavailableTitle')}
      text={<Trans i18nKey="phone.unavailableText" components={{ 1: <Code /> }} />}
    />
  );
}

/** The simulated phones, and beside them what the gateway does with each message. */
export function PhonePage() {
  const { t } = useTranslation();
  useDocumentTitle(`${t('phone.title')} · Chasqui`);
  const numbers = useQuery(numbersQuery);
  const people = useQuery(peopleQuery);
  const error = numbers.error ?? people.error;
  if (numbers.data && people.data) {
    if (numbers.data.items.length === 0) {
      return <EmptyState icon={Smartphone} title={t('phone.noNumbersTitle')} text={t('phone.noNumbersText')} />;
    }
    return <PhoneDesk numbers={numbers.data.items} people={people.data.items} />;
  }
  if (error instanceof Problem && error.status === 404) return <NoPhone />;
  if (!error) return <SkeletonRows rows={5} height={96} />;
  const retry = () => {
    void numbers.refetch();
    void people.refetch();
  };
  return <ErrorState error={error} retry={retry} />;
}
