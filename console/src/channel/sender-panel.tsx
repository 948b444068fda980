import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeChannel } from '../api/connection-requests.ts';
import { fieldsOf } from '../api/problem.ts';
import { KEYS, providersQuery } from '../api/queries.ts';
import type { Channel, Provider } from '../api/types.ts';
import page from '../components/page.module.css';
import { Panel } from '../components/panel.tsx';
import form from '../connection/connection.module.css';
import { draftsOf, placeErrors, type SenderDraft, sendersOf } from '../connection/draft.ts';
import { ProblemList } from '../connection/problem-list.tsx';
import { SenderRows } from '../connection/sender-rows.tsx';
import { formatPhone } from '../words/person.ts';
import { FieldFacts } from './field-facts.tsx';
import classes from './set-up.module.css';

function Senders({ senders, provider }: { senders: Channel['senders']; provider: Provider | undefined }) {
  const { t } = useTranslation();
  if (senders.length === 0) return <p className={classes.soft}>{t('channels.noSenders')}</p>;
  return senders.map(({ id, phoneNumber, ...fields }) => (
    <div key={id} className={classes.item}>
      <strong>{formatPhone(phoneNumber)}</strong>
      <FieldFacts fields={fields} definitions={provider?.senderFields} />
    </div>
  ));
}

interface SenderFormProps {
  channel: Channel;
  provider: Provider;
  onDone(): void;
}

function SenderForm({ channel, provider, onDone }: SenderFormProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [senders, setSenders] = useState<readonly SenderDraft[]>(() => draftsOf(channel.senders));
  const save = useMutation({
    mutationFn: () => changeChannel(channel.id, { senders: sendersOf(provider, senders) }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [KEYS.channels] });
      onDone();
    },
  });
  const errors = placeErrors(fieldsOf(save.error), provider, { senders, more: [] });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className={`${page.padded} ${form.body}`} onSubmit={submit} noValidate>
      <SenderRows provider={provider} senders={senders} errors={errors} onChange={setSenders} />
      <ProblemList error={save.error} errors={errors} />
      <div className={form.foot}>
        <Button type="submit" size="compact-md" loading={save.isPending}>
          {t('channel.saveNumbers')}
        </Button>
        <Button size="compact-md" variant="subtle" onClick={onDone}>
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  );
}

/** The numbers of a channel, which can be changed in place. */
export function SenderPanel({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  const [isEdited, setEdited] = useState(false);
  const { data } = useQuery(providersQuery);
  const provider = data?.items.find(({ id }) => id === channel.provider);
  const edit = !isEdited && provider && (
    <Button
      size="compact-md"
      variant="default"
      leftSection={<Pencil size={14} aria-hidden />}
      onClick={() => setEdited(true)}
    >
      {t('channel.editNumbers')}
    </Button>
  );
  return (
    <Panel title={t('channels.senders')} actions={edit}>
      {isEdited && provider ? (
        <SenderForm channel={channel} provider={provider} onDone={() => setEdited(false)} />
      ) : (
        <div className={classes.part}>
          <Senders senders={channel.senders} provider={provider} />
        </div>
      )}
    </Panel>
  );
}
