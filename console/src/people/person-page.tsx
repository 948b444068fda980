import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePollInterval } from '../api/live.tsx';
import { contactQuery } from '../api/people-queries.ts';
import { Problem } from '../api/problem.ts';
import type { ContactDetail, Conversation } from '../api/types.ts';
import { Chip } from '../components/chip.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';
import page from '../components/page.module.css';
import { BackLink, PageHead } from '../components/page-head.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { identifierOf, personName } from '../words/person.ts';
import { ConversationPanel } from './conversation-panel.tsx';
import { IdentityPanel } from './identity-panel.tsx';
import { LastMessages } from './last-messages.tsx';
import { MarketingPanel } from './marketing-panel.tsx';
import { WritePanel } from './write-panel.tsx';

const route = getRouteApi('/people/$id');

/** The conversation in which something was said last comes first. */
function byLastMessage(one: Conversation, other: Conversation): number {
  return (other.lastMessageAt ?? '').localeCompare(one.lastMessageAt ?? '');
}

function Loaded({ person }: { person: ContactDetail }) {
  const { t } = useTranslation();
  // Those that were merged into others take nothing new.
  const conversations = person.conversations.filter(({ mergedInto }) => mergedInto === null).toSorted(byLastMessage);
  return (
    <>
      <PageHead
        title={personName(person) ?? t('messages.unknownPerson')}
        back={<BackLink to="/people">{t('people.title')}</BackLink>}
        chips={person.marketingOptedOutAt !== null && <Chip tone="warning">{t('people.optedOut')}</Chip>}
        lead={identifierOf(person)}
      />
      <div className={`${page.grid} ${page.body}`}>
        <div className={page.stack}>
          <WritePanel person={person} conversations={conversations} />
          <LastMessages contactId={person.id} />
        </div>
        <div className={page.stack}>
          <ConversationPanel conversations={conversations} />
          <MarketingPanel person={person} />
          <IdentityPanel person={person} />
        </div>
      </div>
    </>
  );
}

function Content({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({ ...contactQuery(id), refetchInterval: usePollInterval() });
  if (data) return <Loaded person={data} />;
  if (error instanceof Problem && error.status === 404) {
    return <EmptyState icon={SearchX} title={t('people.notFoundTitle')} text={t('people.notFoundText')} />;
  }
  return error ? <ErrorState error={error} retry={() => void refetch()} /> : <SkeletonRows rows={4} height={80} />;
}

/** One person: what they are known by, what they want, what was said, and who answers them. */
export function PersonPage() {
  const { id } = route.useParams();
  return <Content key={id} id={id} />;
}
