import { Button, Radio } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { addConnection } from '../../api/connection-requests.ts';
import type { Channel, Connection } from '../../api/types.ts';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import page from '../../components/page.module.css';
import { Panel } from '../../components/panel.tsx';
import classes from '../../connection/connection.module.css';
import { ConnectionFields } from '../../connection/connection-fields.tsx';
import { draftsOf } from '../../connection/draft.ts';
import { ProblemList } from '../../connection/problem-list.tsx';
import { connectionOf, useConnectionForm } from '../../connection/use-connection-form.ts';
import { useFormErrors } from '../../connection/use-form-errors.ts';
import own from './connections.module.css';

const STATES = ['standby', 'active'] as const;
type State = (typeof STATES)[number];

export interface NewConnectionFormProps {
  channel: Channel;
  add: UseMutationResult<Connection, Error, Parameters<typeof addConnection>[1]>;
}

function StateChoice({ state, onChange }: { state: State; onChange(state: State): void }) {
  const { t } = useTranslation();
  const choose = (value: string) => onChange(value === 'active' ? 'active' : 'standby');
  return (
    <Radio.Group aria-label={t('connections.purpose')} value={state} onChange={choose}>
      <div className={own.states}>
        {STATES.map((value) => (
          <Radio
            key={value}
            value={value}
            label={t(`newConnection.${value}`)}
            description={t(`newConnectionHint.${value}`)}
          />
        ))}
      </div>
    </Radio.Group>
  );
}

/** Asks for partner, account and what the connection is for; moving asks once more. */
export function NewConnectionForm({ channel, add }: NewConnectionFormProps) {
  const { t } = useTranslation();
  const form = useConnectionForm(draftsOf(channel.senders));
  const [state, setState] = useState<State>('standby');
  const { element, errors, check } = useFormErrors({ form, save: add, own: {} });
  const { provider } = form;
  const send = () => provider && add.mutate({ ...connectionOf(provider, form), state });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (state === 'standby' && check()) send();
  };
  return (
    <form ref={element} className={`${page.body} ${page.narrow} ${classes.form}`} onSubmit={submit} noValidate>
      <ConnectionFields form={form} errors={errors} isFixed={state === 'standby'} channelId={channel.id} />
      {provider && (
        <Panel title={t('connections.purpose')}>
          <div className={`${page.padded} ${classes.body}`}>
            <StateChoice state={state} onChange={setState} />
            <ProblemList error={add.error} errors={errors} />
            <div className={classes.foot}>
              {state === 'standby' ? (
                <Button type="submit" loading={add.isPending}>
                  {t('connections.addStandby')}
                </Button>
              ) : (
                <ConfirmButton
                  label={t('connections.move')}
                  question={t('connections.moveQuestion', { provider: provider.displayName, channel: channel.name })}
                  action={{ ...add, mutate: send }}
                  mayAsk={check}
                  tellsElsewhere
                />
              )}
            </div>
          </div>
        </Panel>
      )}
    </form>
  );
}
