import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { channelQuery } from '../api/channel-queries.ts';
import { Problem } from '../api/problem.ts';
import { templateQuery } from '../api/template-queries.ts';
import type { Channel, Template } from '../api/types.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';
import page from '../components/page.module.css';
import { BackLink, PageHead } from '../components/page-head.tsx';
import { Panel } from '../components/panel.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { DeleteTemplate } from './delete-template.tsx';
import { SendForm } from './send/send-form.tsx';
import { usePreview } from './send/use-preview.ts';
import { useValues } from './send/use-values.ts';
import { TemplateBubble } from './template-bubble.tsx';
import { TemplateChips } from './template-chips.tsx';
import { TemplateFacts } from './template-facts.tsx';

const route = getRouteApi('/channels/$id/templates/$name/$language');

function Loaded({ channel, template }: { channel: Channel; template: Template }) {
  const { t } = useTranslation();
  const { to = '' } = route.useSearch();
  const form = useValues();
  const preview = usePreview(channel.id, template, form.values);
  return (
    <>
      <PageHead
        title={template.name}
        back={
          <BackLink to="/channels/$id/templates" params={{ id: channel.id }} search={to ? { to } : {}}>
            {t('templates.of', { channel: channel.name })}
          </BackLink>
        }
        chips={<TemplateChips template={template} />}
        actions={<DeleteTemplate channelId={channel.id} template={template} />}
      />
      <div className={`${page.grid} ${page.body}`}>
        <Panel title={t('send.title')}>
          <div className={page.padded}>
            <SendForm channel={channel} template={template} form={form} preview={preview} to={to} />
          </div>
        </Panel>
        <div className={page.stack}>
          <Panel title={t('templates.preview')}>
            <div className={page.padded}>
              <TemplateBubble shown={preview.shown} />
            </div>
          </Panel>
          <TemplateFacts template={template} />
        </div>
      </div>
    </>
  );
}

/** One template: how it looks, and a form that sends it. */
export function TemplatePage() {
  const { t } = useTranslation();
  const { id, name, language } = route.useParams();
  const channel = useQuery(channelQuery(id));
  const template = useQuery(templateQuery(id, { name, language }));
  if (channel.data && template.data) {
    return <Loaded key={`${id} ${name} ${language}`} channel={channel.data} template={template.data} />;
  }
  const error = channel.error ?? template.error;
  if (error instanceof Problem && error.status === 404) {
    return <EmptyState icon={SearchX} title={t('templates.notFoundTitle')} text={t('templates.notFoundText')} />;
  }
  if (!error) return <SkeletonRows rows={4} height={80} />;
  const retry = () => {
    void channel.refetch();
    void template.refetch();
  };
  return <ErrorState error={error} retry={retry} />;
}
