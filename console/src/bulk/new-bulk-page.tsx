import { Select, TextInput } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { channelsQuery } from '../api/queries.ts';
import { templatesQuery } from '../api/template-queries.ts';
import type { Channel, Template } from '../api/types.ts';
import page from '../components/page.module.css';
import { BackLink, PageHead } from '../components/page-head.tsx';
import { Panel } from '../components/panel.tsx';
import { showTemplate } from '../templates/shown-template.ts';
import { TemplateBubble } from '../templates/template-bubble.tsx';
import { formatPhone } from '../words/person.ts';
import classes from './bulk.module.css';
import { ListForm } from './list-form.tsx';

const keyOf = ({ name, language }: Template) => `${name} (${language})`;

interface Choice {
  channel: Channel | undefined;
  senderId: string | null;
  template: Template | undefined;
}

function useChoice() {
  const { data: channels } = useQuery(channelsQuery);
  const [channelId, setChannelId] = useState<string | null>(null);
  const [sender, setSender] = useState<string | null>(null);
  const [templateKey, setTemplateKey] = useState<string | null>(null);
  const all = channels?.items ?? [];
  const channel = all.find(({ id }) => id === channelId) ?? all[0];
  const { data } = useInfiniteQuery({
    ...templatesQuery(channel?.id ?? '', { status: 'approved' }),
    enabled: channel !== undefined,
  });
  const templates = data?.pages.flatMap(({ items }) => items) ?? [];
  const template = templates.find((one) => keyOf(one) === templateKey);
  const senderId = channel?.senders.find(({ id }) => id === sender)?.id ?? channel?.senders[0]?.id ?? null;
  const chosen: Choice = { channel, senderId, template };
  return { all, templates, chosen, setChannelId, setSender, setTemplateKey };
}

/** A form for a bulk send: channel, template, list of people, and which column is what. */
export function NewBulkPage() {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const { all, templates, chosen, setChannelId, setSender, setTemplateKey } = useChoice();
  const { channel, senderId, template } = chosen;
  const senders = channel?.senders ?? [];
  return (
    <>
      <PageHead
        title={t('bulk.create')}
        back={<BackLink to="/bulk">{t('bulk.title')}</BackLink>}
        lead={t('bulk.newLead')}
      />
      <div className={`${page.grid} ${page.body}`}>
        <div className={page.stack}>
          <Panel title={t('bulk.what')}>
            <div className={`${page.padded} ${classes.form}`}>
              <TextInput
                label={t('bulk.name')}
                value={name}
                onChange={(event) => setName(event.target.value)}
                maxLength={200}
              />
              <Select
                label={t('story.channel')}
                allowDeselect={false}
                data={all.map(({ id, name: label }) => ({ value: id, label }))}
                value={channel?.id ?? null}
                onChange={setChannelId}
              />
              {senders.length > 1 && (
                <Select
                  label={t('send.from')}
                  allowDeselect={false}
                  data={senders.map(({ id, phoneNumber }) => ({ value: id, label: formatPhone(phoneNumber) }))}
                  value={senderId}
                  onChange={setSender}
                />
              )}
              <Select
                label={t('bulk.template')}
                placeholder={t('bulk.chooseTemplate')}
                searchable
                nothingFoundMessage={t('bulk.noTemplates')}
                data={templates.map(keyOf)}
                value={template ? keyOf(template) : null}
                onChange={setTemplateKey}
              />
            </div>
          </Panel>
          {channel && template && (
            <ListForm
              key={`${channel.id} ${keyOf(template)}`}
              channelId={channel.id}
              senderId={senderId}
              name={name}
              template={template}
            />
          )}
        </div>
        {template && (
          <Panel title={t('templates.preview')}>
            <div className={page.padded}>
              <TemplateBubble shown={showTemplate(template)} />
            </div>
          </Panel>
        )}
      </div>
    </>
  );
}
