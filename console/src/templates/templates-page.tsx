import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { channelQuery } from '../api/channel-queries.ts';
import type { TemplateFilter } from '../api/template-queries.ts';
import { ButtonLink } from '../components/links.tsx';
import page from '../components/page.module.css';
import { BackLink, PageHead } from '../components/page-head.tsx';
import { SyncPanel } from './sync-panel.tsx';
import { TemplateList } from './template-list.tsx';

const route = getRouteApi('/channels/$id/templates');

/** The templates of a channel: which there are, which can be sent, and when they were read last. */
export function TemplatesPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const { to } = route.useSearch();
  const { data: channel } = useQuery(channelQuery(id));
  const [filter, setFilter] = useState<TemplateFilter>({});
  return (
    <>
      <PageHead
        title={t('templates.title')}
        back={
          <BackLink to="/channels/$id" params={{ id }}>
            {channel?.name ?? t('channels.title')}
          </BackLink>
        }
        lead={to === undefined ? t('templates.lead') : t('templates.leadTo', { to })}
        actions={
          <ButtonLink
            to="/channels/$id/templates/new"
            params={{ id }}
            variant="light"
            leftSection={<Plus size={16} aria-hidden />}
          >
            {t('templates.create')}
          </ButtonLink>
        }
      />
      <div className={`${page.stack} ${page.body}`}>
        <SyncPanel channelId={id} />
        <TemplateList channelId={id} filter={filter} onFilter={setFilter} {...(to !== undefined && { to })} />
      </div>
    </>
  );
}
