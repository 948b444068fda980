import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Radar, SearchX, Waypoints } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { AnchorLink } from '../components/links.tsx';
import { Panel } from '../components/panel.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { StatusChip } from '../components/status-chip.tsx';
import { StorySteps } from '../story/story-steps.tsx';
import { useStory } from '../story/use-story.ts';
import { previewContent } from '../words/preview.ts';
import { chatQuery } from './api/queries.ts';
import type { BusinessNumber, Person } from './api/types.ts';
import classes from './trace-panel.module.css';
import { useGatewayMessage } from './use-gateway-message.ts';

export interface TracePanelProps {
  number: BusinessNumber;
  person: Person;
  /** Entry to show; null: the latest of the chat. */
  selected: string | null;
  /** Back to the latest. */
  onFollow(): void;
}

function FollowedStory({ messageId }: { messageId: string }) {
  const { t } = useTranslation();
  const { data, error, retry } = useStory(messageId);
  if (!data) return error ? <ErrorState error={error} retry={retry} /> : <SkeletonRows rows={4} />;
  const { message } = data.trace;
  return (
    <>
      <div className={classes.about}>
        <span className={classes.quote}>{previewContent(message.content, t)}</span>
        <StatusChip status={message.status} />
      </div>
      <StorySteps story={data.story} />
      <div className={classes.foot}>
        <AnchorLink to="/messages/$id" params={{ id: messageId }} size="sm">
          {t('trace.full')}
        </AnchorLink>
      </div>
    </>
  );
}

function Followed({ number, person, selected }: Omit<TracePanelProps, 'onFollow'>) {
  const { t } = useTranslation();
  const { data } = useQuery(chatQuery({ numberId: number.id, personId: person.id }));
  const entry = data?.items.find(({ id }) => id === selected) ?? data?.items.at(-1);
  const message = useGatewayMessage(person, entry);
  if (!entry) return <EmptyState icon={Waypoints} title={t('trace.emptyTitle')} text={t('trace.emptyText')} />;
  switch (message.state) {
    case 'found':
      return <FollowedStory messageId={message.id} />;
    case 'searching':
      return <EmptyState icon={Radar} title={t('trace.waitingTitle')} text={t('trace.waitingText')} />;
    case 'unknown':
      return <EmptyState icon={SearchX} title={t('trace.unknownTitle')} text={t('trace.unknownText')} />;
  }
}

/** What the gateway does with a message of the phone, while it does it. */
export function TracePanel({ number, person, selected, onFollow }: TracePanelProps) {
  const { t } = useTranslation();
  return (
    <Panel
      title={t('trace.title')}
      actions={
        selected === null ? (
          <span className={classes.following}>{t('trace.following')}</span>
        ) : (
          <Button size="compact-sm" variant="light" onClick={onFollow}>
            {t('trace.follow')}
          </Button>
        )
      }
    >
      <div className={classes.body}>
        <Followed number={number} person={person} selected={selected} />
      </div>
    </Panel>
  );
}
