import { Button, Select, TextInput } from '@mantine/core';
import { Send } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldsOf as wrongPlaces } from '../../api/problem.ts';
import type { Channel, Template } from '../../api/types.ts';
import { useErrorWords } from '../../components/error-words.ts';
import { AnchorLink } from '../../components/links.tsx';
import { formatPhone } from '../../words/person.ts';
import { type PlacedErrors, placeErrors } from './field-errors.ts';
import classes from './send.module.css';
import { missingOf } from './template-content.ts';
import { fieldsOf } from './template-fields.ts';
import type { Preview } from './use-preview.ts';
import { useSend } from './use-send.ts';
import type { useValues } from './use-values.ts';
import { ValueInput } from './value-input.tsx';

export interface SendFormProps {
  channel: Channel;
  template: Template;
  form: ReturnType<typeof useValues>;
  preview: Preview;
  /** Whom, if that is known beforehand. */
  to: string;
}

/** Which number sends: asked only where there are several. */
function SenderSelect({
  channel,
  value,
  onChange,
}: {
  channel: Channel;
  value: string | null;
  onChange(id: string | null): void;
}) {
  const { t } = useTranslation();
  if (channel.senders.length < 2) return null;
  const senders = channel.senders.map(({ id, phoneNumber }) => ({ value: id, label: formatPhone(phoneNumber) }));
  return <Select label={t('send.from')} data={senders} value={value} onChange={onChange} allowDeselect={false} />;
}

function Outcome({ send, others }: { send: ReturnType<typeof useSend>; others: PlacedErrors['others'] }) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const isUnplaced = send.isError && wrongPlaces(send.error).length === 0;
  return (
    <div aria-live="polite">
      {(isUnplaced || others.length > 0) && (
        <ul className={classes.problems}>
          {isUnplaced && <li>{words(send.error)}</li>}
          {others.map(({ path, message }) => (
            <li key={path}>
              {path} {message}
            </li>
          ))}
        </ul>
      )}
      {send.isSuccess && (
        <div className={classes.sent}>
          {t('send.done')}
          <AnchorLink to="/messages/$id" params={{ id: send.data.id }} size="sm">
            {t('send.story')}
          </AnchorLink>
        </div>
      )}
    </div>
  );
}

/** Asks whom to send a template and with which values; says what is wrong beside the field before anything is sent. */
export function SendForm({ channel, template, form, preview, to: known }: SendFormProps) {
  const { t } = useTranslation();
  const element = useRef<HTMLFormElement>(null);
  const [to, setTo] = useState(known);
  const [senderId, setSenderId] = useState<string | null>(channel.senders[0]?.id ?? null);
  const [isTried, setIsTried] = useState(false);
  const send = useSend();
  const fields = fieldsOf(template);
  const { values } = form;
  const missing = missingOf(fields, values);
  const sent = placeErrors(wrongPlaces(send.error), { fields, values });
  const aboutTo = sent.others.find(({ path }) => path === '/to' || path.startsWith('/to/'));

  const errorAt = (pointer: string) => {
    if (form.isUntouched(pointer) && !isTried) return undefined;
    return missing.includes(pointer) ? t('send.required') : (sent.fields[pointer] ?? preview.errors.fields[pointer]);
  };
  const errorOfTo = (isTried && to.trim() === '' && t('send.required')) || aboutTo?.message;
  const isWrong = to.trim() === '' || missing.length > 0 || Object.keys(preview.errors.fields).length > 0;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (!isWrong) return send.mutate({ channelId: channel.id, senderId, to, template, values });
    // Once the errors are on the page.
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };

  return (
    <form ref={element} className={classes.form} onSubmit={submit} noValidate>
      <TextInput
        label={t('send.to')}
        description={t('send.toHint')}
        placeholder="+15550001111"
        value={to}
        error={errorOfTo}
        required
        onChange={(event) => {
          setTo(event.target.value);
          send.forget();
        }}
      />
      <SenderSelect channel={channel} value={senderId} onChange={setSenderId} />
      {fields.map((field) => (
        <ValueInput
          key={field.pointer}
          channelId={channel.id}
          field={field}
          value={values[field.pointer] ?? ''}
          error={errorAt(field.pointer)}
          onLeave={() => values[field.pointer] && form.touch(field.pointer)}
          onChange={(value) => {
            form.change(field.pointer, value);
            send.forget();
          }}
        />
      ))}
      {template.status !== 'approved' && <p className={classes.note}>{t('send.notApproved')}</p>}
      <div className={classes.foot}>
        <Button type="submit" leftSection={<Send size={15} aria-hidden />} loading={send.isPending}>
          {t('send.send')}
        </Button>
      </div>
      <Outcome send={send} others={sent.others.filter((other) => other !== aboutTo)} />
    </form>
  );
}
