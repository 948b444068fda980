import { Button, Select, TextInput } from '@mantine/core';
import { type UseMutationResult, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { botsQuery } from '../../api/channel-queries.ts';
import type { createChannel } from '../../api/connection-requests.ts';
import type { Channel } from '../../api/types.ts';
import page from '../../components/page.module.css';
import { Panel } from '../../components/panel.tsx';
import classes from '../../connection/connection.module.css';
import { ConnectionFields } from '../../connection/connection-fields.tsx';
import type { PlacedErrors } from '../../connection/draft.ts';
import { ProblemList } from '../../connection/problem-list.tsx';
import { connectionOf, useConnectionForm } from '../../connection/use-connection-form.ts';
import { useFormErrors } from '../../connection/use-form-errors.ts';

interface OwnPart {
  name: string;
  botId: string | null;
}

interface OwnFieldsProps {
  own: OwnPart;
  errors: PlacedErrors;
  change(change: Partial<OwnPart>): void;
}

/** What is the channel's own, whatever the partner: its name and the bot that answers. */
function OwnFields({ own, errors, change }: OwnFieldsProps) {
  const { t } = useTranslation();
  const { data } = useQuery(botsQuery);
  return (
    <div className={classes.fields}>
      <TextInput
        label={t('newChannel.name')}
        required
        maxLength={200}
        value={own.name}
        error={errors.at('/name')}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Select
        label={t('channel.bot')}
        placeholder={t('channel.noBot')}
        clearable
        data={data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        value={own.botId}
        error={errors.at('/botId')}
        onChange={(botId) => change({ botId })}
      />
    </div>
  );
}

type Create = UseMutationResult<Channel, Error, Parameters<typeof createChannel>[0]>;

/** Asks for partner, account, numbers, name and bot. */
export function NewChannelForm({ create }: { create: Create }) {
  const { t } = useTranslation();
  const form = useConnectionForm();
  const [own, setOwn] = useState<OwnPart>({ name: '', botId: null });
  const isUnnamed = own.name.trim() === '';
  const { element, errors, check } = useFormErrors({
    form,
    save: create,
    own: { '/name': isUnnamed, '/botId': false },
  });
  const { provider } = form;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (check() && provider) create.mutate({ ...own, ...connectionOf(provider, form), enabled: true });
  };
  return (
    <form ref={element} className={`${page.body} ${page.narrow} ${classes.form}`} onSubmit={submit} noValidate>
      <ConnectionFields form={form} errors={errors} />
      {provider && (
        <Panel title={t('newChannel.channel')}>
          <div className={`${page.padded} ${classes.body}`}>
            <OwnFields own={own} errors={errors} change={(change) => setOwn((before) => ({ ...before, ...change }))} />
            <ProblemList error={create.error} errors={errors} />
            <div className={classes.foot}>
              <Button type="submit" loading={create.isPending}>
                {t('newChannel.create')}
              </Button>
              <p className={classes.soft}>{t('newChannel.createHint', { provider: provider.displayName })}</p>
            </div>
          </div>
        </Panel>
      )}
    </form>
  );
}
