import { ActionIcon, Button, TextInput } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Provider } from '../api/types.ts';
import classes from './connection.module.css';
import { type PlacedErrors, type SenderDraft, withSender } from './draft.ts';
import { FieldInputs } from './field-inputs.tsx';

export interface SenderRowsProps {
  provider: Provider;
  senders: readonly SenderDraft[];
  errors: PlacedErrors;
  /** The numbers are given; only what the provider wants to know of them is asked. */
  isFixed?: boolean;
  onChange(senders: readonly SenderDraft[]): void;
}

interface SenderRowProps extends Pick<SenderRowsProps, 'provider' | 'errors'> {
  sender: SenderDraft;
  index: number;
  isFixed: boolean;
  change(change: Partial<SenderDraft>): void;
  /** Absent: it has to stay. */
  remove: (() => void) | undefined;
}

function SenderRow({ provider, errors, sender, index, isFixed, change, remove }: SenderRowProps) {
  const { t } = useTranslation();
  const number = index + 1;
  return (
    <fieldset className={classes.sender} data-removable={remove !== undefined}>
      <legend className={classes.legend}>{t('connection.numberOf', { number })}</legend>
      <div className={classes.fields}>
        <TextInput
          type="tel"
          label={t('connection.phoneNumber')}
          placeholder="+15550001111"
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          description={isFixed ? undefined : t('connection.phoneNumberHint')}
          required
          readOnly={isFixed}
          value={sender.phoneNumber}
          error={errors.at(`/senders/${index}/phoneNumber`)}
          onChange={(event) => change({ phoneNumber: event.currentTarget.value })}
        />
        <FieldInputs
          fields={provider.senderFields}
          values={sender.fields}
          errorOf={(name) => errors.at(`/senders/${index}/${name}`)}
          onChange={(fields) => change({ fields })}
        />
      </div>
      {remove && (
        <ActionIcon
          className={classes.remove ?? ''}
          variant="subtle"
          aria-label={t('connection.removeNumber', { number })}
          onClick={remove}
        >
          <Trash2 size={16} aria-hidden />
        </ActionIcon>
      )}
    </fieldset>
  );
}

/** The numbers that the connection sends from, up to as many as the provider lets a channel have. */
export function SenderRows({ provider, senders, errors, isFixed = false, onChange }: SenderRowsProps) {
  const { t } = useTranslation();
  const hintId = useId();
  const most = provider.capabilities.sendersPerChannel;
  const isFull = senders.length >= most;
  const problem = errors.at('/senders');
  const canRemove = !isFixed && senders.length > 1;
  return (
    <>
      {senders.map((sender, index) => (
        <SenderRow
          key={sender.key}
          provider={provider}
          errors={errors}
          sender={sender}
          index={index}
          isFixed={isFixed}
          change={(change) => onChange(senders.map((one) => (one === sender ? { ...sender, ...change } : one)))}
          remove={canRemove ? () => onChange(senders.filter((one) => one !== sender)) : undefined}
        />
      ))}
      {!isFixed && (
        <div className={classes.foot}>
          <Button
            variant="default"
            size="compact-md"
            leftSection={<Plus size={15} aria-hidden />}
            disabled={isFull}
            aria-describedby={isFull ? hintId : undefined}
            onClick={() => onChange(withSender(senders, { phoneNumber: '', fields: {} }))}
          >
            {t('connection.addNumber')}
          </Button>
          {isFull && (
            <p className={classes.soft} id={hintId}>
              {t('connection.full', { provider: provider.displayName, most })}
            </p>
          )}
        </div>
      )}
      {problem !== undefined && (
        <ul className={classes.problems}>
          <li>{problem}</li>
        </ul>
      )}
    </>
  );
}
