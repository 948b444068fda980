import { Button, FileButton, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { FileUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { createBulkSend } from '../api/bulk-queries.ts';
import { fieldsOf as wrongPlaces } from '../api/problem.ts';
import { KEYS } from '../api/queries.ts';
import type { Template } from '../api/types.ts';
import { useErrorWords } from '../components/error-words.ts';
import page from '../components/page.module.css';
import { Panel } from '../components/panel.tsx';
import { parametersOf } from '../templates/send/template-content.ts';
import classes from './bulk.module.css';
import { ColumnMapping } from './column-mapping.tsx';
import { ListVerdict } from './list-verdict.tsx';
import type { CheckedRows } from './recipient-list.ts';
import { useList } from './use-list.ts';

interface ListFormProps {
  channelId: string;
  senderId: string | null;
  name: string;
  template: Template;
}

function useCreate({ channelId, senderId, name, template }: ListFormProps, checked: CheckedRows) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: ({ start }: { start: boolean }) => {
      const content = { type: 'template' as const, name: template.name, language: template.language };
      const recipients = checked.good.map(({ to, values }) => ({
        to,
        parameters: { ...parametersOf(template, values) },
      }));
      const wanted = {
        channelId,
        content,
        recipients,
        ...(senderId !== null && { senderId }),
        ...(name !== '' && { name }),
      };
      return createBulkSend(wanted, start);
    },
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: [KEYS.bulkSends] });
      await navigate({ to: '/bulk/$id', params: { id } });
    },
  });
}

/** Asks for the people and which column is what; says what is wrong before anything is stored. */
export function ListForm(props: ListFormProps) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const list = useList(props.template);
  const create = useCreate(props, list.checked);
  const isEmpty = list.checked.good.length === 0;
  const read = (file: File | null) => {
    if (file) void file.text().then(list.enter);
  };
  return (
    <Panel
      title={t('bulk.recipients')}
      actions={
        <FileButton
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          onChange={read}
          inputProps={{ 'aria-label': t('bulk.upload') }}
        >
          {(button) => (
            <Button {...button} size="compact-md" variant="default" leftSection={<FileUp size={15} aria-hidden />}>
              {t('bulk.upload')}
            </Button>
          )}
        </FileButton>
      }
    >
      <div className={`${page.padded} ${classes.form}`}>
        <Textarea
          label={t('bulk.paste')}
          description={t('bulk.pasteHint')}
          placeholder={t('bulk.pastePlaceholder')}
          autosize
          minRows={4}
          maxRows={12}
          value={list.text}
          onChange={(event) => list.enter(event.target.value)}
        />
        {list.table.rows.length > 0 && (
          <>
            <ColumnMapping {...list} />
            <ListVerdict checked={list.checked} />
          </>
        )}
        <div aria-live="polite">
          {create.isError && (
            <ul className={classes.wrong}>
              <li>{words(create.error)}</li>
              {wrongPlaces(create.error).map(({ path, message }) => (
                <li key={path}>
                  {path} {message}
                </li>
              ))}
            </ul>
          )}
        </div>
        <div className={classes.foot}>
          <Button disabled={isEmpty} loading={create.isPending} onClick={() => create.mutate({ start: true })}>
            {t('bulk.startNow')}
          </Button>
          <Button
            variant="default"
            disabled={isEmpty || create.isPending}
            onClick={() => create.mutate({ start: false })}
          >
            {t('bulk.saveDraft')}
          </Button>
        </div>
      </div>
    </Panel>
  );
}
