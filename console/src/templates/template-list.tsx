import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FileText, SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePollInterval } from '../api/live.tsx';
import { type TemplateFilter, templatesQuery } from '../api/template-queries.ts';
import type { Template } from '../api/types.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { Panel } from '../components/panel.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { TemplateChips } from './template-chips.tsx';
import { TemplateFilterBar } from './template-filter-bar.tsx';
import classes from './template-list.module.css';

interface TemplateListProps {
  channelId: string;
  filter: TemplateFilter;
  onFilter(filter: TemplateFilter): void;
  /** Whom a template is chosen for. */
  to?: string;
}

function TemplateRow({ channelId, template, to }: { channelId: string; template: Template; to?: string | undefined }) {
  const { name, language, body } = template;
  return (
    <li>
      <Link
        to="/channels/$id/templates/$name/$language"
        params={{ id: channelId, name, language }}
        search={to === undefined ? {} : { to }}
        className={classes.row}
      >
        <span className={classes.name}>{name}</span>
        <span className={classes.text}>{body.text}</span>
        <span className={classes.chips}>
          <TemplateChips template={template} />
        </span>
      </Link>
    </li>
  );
}

function NoTemplates({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useTranslation();
  if (isFiltered)
    return <EmptyState icon={SearchX} title={t('templates.noMatchTitle')} text={t('templates.noMatchText')} />;
  return <EmptyState icon={FileText} title={t('templates.emptyTitle')} text={t('templates.emptyText')} />;
}

/** The templates that fit the filter, by name; each leads to its page. */
export function TemplateList({ channelId, filter, onFilter, to }: TemplateListProps) {
  const { t } = useTranslation();
  const [settled] = useDebouncedValue(filter, 200);
  const refetchInterval = usePollInterval();
  const query = useInfiniteQuery({
    ...templatesQuery(channelId, settled),
    refetchInterval,
    placeholderData: keepPreviousData,
  });
  const { data, error, refetch } = query;
  const templates = data?.pages.flatMap((page) => page.items);
  return (
    <Panel title={t('templates.title')} count={templates?.length}>
      <TemplateFilterBar filter={filter} onFilter={onFilter} />
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!error && !templates && <SkeletonRows rows={4} />}
      {templates?.length === 0 && <NoTemplates isFiltered={Object.keys(settled).length > 0} />}
      <ul className={classes.list}>
        {templates?.map((template) => (
          <TemplateRow
            key={`${template.account} ${template.name} ${template.language}`}
            channelId={channelId}
            template={template}
            to={to}
          />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          fullWidth
          variant="subtle"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('templates.more')}
        </Button>
      )}
    </Panel>
  );
}
