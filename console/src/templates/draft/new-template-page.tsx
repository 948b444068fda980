import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { channelQuery } from '../../api/channel-queries.ts';
import { fieldsOf } from '../../api/problem.ts';
import { KEYS } from '../../api/queries.ts';
import { createTemplate } from '../../api/template-queries.ts';
import { useErrorWords } from '../../components/error-words.ts';
import page from '../../components/page.module.css';
import { BackLink, PageHead } from '../../components/page-head.tsx';
import { Panel } from '../../components/panel.tsx';
import classes from '../send/send.module.css';
import { TemplateBubble } from '../template-bubble.tsx';
import { BodyFields } from './body-fields.tsx';
import { ButtonFields } from './button-fields.tsx';
import { type Draft, EMPTY_DRAFT, showDraft, templateOf } from './draft.ts';
import { HeadFields } from './head-fields.tsx';
import { HeaderFields } from './header-fields.tsx';

const route = getRouteApi('/channels/$id/templates/new');

function useCreate(channelId: string) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (draft: Draft) => createTemplate(channelId, templateOf(draft)),
    onSuccess: async ({ name, language }) => {
      await client.invalidateQueries({ queryKey: [KEYS.templates] });
      await navigate({
        to: '/channels/$id/templates/$name/$language',
        params: { id: channelId, name, language },
        search: {},
      });
    },
  });
}

/** A form for a new template, with how it will look; it is handed in at the provider for review. */
export function NewTemplatePage() {
  const { t } = useTranslation();
  const words = useErrorWords();
  const { id } = route.useParams();
  const { data: channel } = useQuery(channelQuery(id));
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const create = useCreate(id);
  const errors = fieldsOf(create.error);
  const parts = {
    draft,
    change: (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change })),
    errorAt: (pointer: string) => errors.find(({ path }) => path === pointer)?.message,
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(draft);
  };
  return (
    <>
      <PageHead
        title={t('templates.create')}
        back={
          <BackLink to="/channels/$id/templates" params={{ id }} search={{}}>
            {t('templates.of', { channel: channel?.name ?? '' })}
          </BackLink>
        }
        lead={t('draft.lead')}
      />
      <div className={`${page.grid} ${page.body}`}>
        <Panel title={t('draft.title')}>
          <form className={`${page.padded} ${classes.form}`} onSubmit={submit} noValidate>
            <HeadFields {...parts} />
            <HeaderFields {...parts} />
            <BodyFields {...parts} />
            <ButtonFields {...parts} />
            <div aria-live="polite">
              {create.isError && (
                <ul className={classes.problems}>
                  {errors.length === 0 && <li>{words(create.error)}</li>}
                  {errors.map(({ path, message }) => (
                    <li key={path + message}>
                      {path} {message}
                    </li>
                  ))}
                </ul>
              )}
            </div>
            <div className={classes.foot}>
              <Button type="submit" loading={create.isPending}>
                {t('draft.submit')}
              </Button>
            </div>
          </form>
        </Panel>
        <Panel title={t('templates.preview')}>
          <div className={page.padded}>
            <TemplateBubble shown={showDraft(draft)} />
          </div>
        </Panel>
      </div>
    </>
  );
}
