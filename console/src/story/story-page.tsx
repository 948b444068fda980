import { Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeft, Hourglass, SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/problem.ts';
import { Chip } from '../components/chip.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { Panel } from '../components/panel.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { StatusChip } from '../components/status-chip.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { contactName } from '../words/person.ts';
import { previewContent } from '../words/preview.ts';
import { formatDuration } from '../words/time.ts';
import { AttemptPanel } from './attempt-panel.tsx';
import { FactPanel } from './fact-panel.tsx';
import { RawPanel } from './raw-panel.tsx';
import { RelatedPanel } from './related-panel.tsx';
import { ReportedPanel } from './reported-panel.tsx';
import classes from './story-page.module.css';
import { StorySteps } from './story-steps.tsx';
import { type LoadedStory, useStory } from './use-story.ts';

const route = getRouteApi('/messages/$id');

function StoryHead({ trace: { message } }: LoadedStory) {
  const { t } = useTranslation();
  const name = contactName(message.contact) ?? t('messages.unknownPerson');
  return (
    <>
      <div className={classes.head}>
        <Title order={1}>{t(`messages.${message.direction}`, { name })}</Title>
        <StatusChip status={message.status} />
        {message.revokedAt !== null && <Chip tone="warning">{t('story.isRevoked')}</Chip>}
        {message.revokedAt === null && message.editedAt !== null && <Chip tone="muted">{t('story.isEdited')}</Chip>}
      </div>
      <p className={classes.quote}>
        {message.revokedAt === null ? previewContent(message.content, t) : t('story.revokedText')}
      </p>
    </>
  );
}

function StoryPanel({ story }: LoadedStory) {
  const { t } = useTranslation();
  const locale = useLocale();
  const total = t('story.total', { duration: formatDuration(story.totalMs, locale) });
  return (
    <Panel title={t('story.heading')} actions={story.totalMs > 0 && <span className={classes.total}>{total}</span>}>
      {story.steps.length === 0 ? (
        <EmptyState icon={Hourglass} title={t('story.emptyTitle')} text={t('story.emptyText')} />
      ) : (
        <StorySteps story={story} />
      )}
    </Panel>
  );
}

function LoadedPage(loaded: LoadedStory) {
  const { trace, related } = loaded;
  return (
    <>
      <StoryHead {...loaded} />
      <div className={classes.grid}>
        <StoryPanel {...loaded} />
        <div className={classes.side}>
          <FactPanel message={trace.message} />
          {related.length > 0 && <RelatedPanel messages={related} />}
          {trace.attempts.length > 0 && <AttemptPanel attempts={trace.attempts} />}
          {trace.statuses.length > 0 && <ReportedPanel statuses={trace.statuses} />}
          <RawPanel trace={trace} />
        </div>
      </div>
    </>
  );
}

function Content({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error, retry } = useStory(id);
  if (data) return <LoadedPage {...data} />;
  if (error instanceof Problem && error.status === 404) {
    return <EmptyState icon={SearchX} title={t('story.notFoundTitle')} text={t('story.notFoundText')} />;
  }
  return error ? <ErrorState error={error} retry={retry} /> : <SkeletonRows rows={6} />;
}

/** One message's whole story. */
export function StoryPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  useDocumentTitle(`${t('story.title')} · Chasqui`);
  return (
    <>
      <Link to="/" className={classes.back}>
        <ArrowLeft size={15} aria-hidden />
        {t('story.back')}
      </Link>
      <Content key={id} id={id} />
    </>
  );
}
