import { Button, Select, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newSendKey, sendMessage } from '../api/sending.ts';
import type { Conversation } from '../api/types.ts';
import { useErrorWords } from '../components/error-words.ts';
import { AnchorLink } from '../components/links.tsx';
import { formatPhone } from '../words/person.ts';
import classes from './people.module.css';

const MAX_TEXT = 4_096;

/** Which of our numbers writes: asked only where the person knows several. */
function NumberSelect({
  conversations,
  value,
  onChange,
}: {
  conversations: readonly Conversation[];
  value: string;
  onChange(id: string): void;
}) {
  const { t } = useTranslation();
  if (conversations.length < 2) return null;
  const numbers = conversations.map(({ id, sender }) => ({
    value: id,
    label: sender.phoneNumber === null ? t('people.formerNumber') : formatPhone(sender.phoneNumber),
  }));
  return (
    <Select
      label={t('send.from')}
      allowDeselect={false}
      data={numbers}
      value={value}
      onChange={(id) => id !== null && onChange(id)}
    />
  );
}

/** Writes a text in one of a person's conversations; the first is proposed. */
export function TextForm({ conversations }: { conversations: readonly [Conversation, ...Conversation[]] }) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const [text, setText] = useState('');
  const [key, setKey] = useState(newSendKey);
  const [chosen, setChosen] = useState(conversations[0].id);
  const conversation = conversations.find(({ id }) => id === chosen) ?? conversations[0];
  const { channelId, id: conversationId, windowOpen } = conversation;
  const send = useMutation({
    mutationFn: () =>
      sendMessage({ channelId, to: { conversationId }, content: { type: 'text', text }, author: 'agent' }, key),
    onSuccess: () => {
      setText('');
      setKey(newSendKey());
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') send.mutate();
  };
  return (
    <form className={classes.write} onSubmit={submit}>
      <NumberSelect conversations={conversations} value={conversation.id} onChange={setChosen} />
      <Textarea
        label={t('people.text')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={MAX_TEXT}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setKey(newSendKey());
        }}
      />
      {!windowOpen && <p className={classes.note}>{t('people.closedHint')}</p>}
      <div className={classes.foot}>
        <Button
          type="submit"
          disabled={text.trim() === ''}
          loading={send.isPending}
          leftSection={<Send size={15} aria-hidden />}
        >
          {t('send.send')}
        </Button>
        <span aria-live="polite">
          {send.isSuccess && (
            <span className={classes.done}>
              {t('send.done')}{' '}
              <AnchorLink to="/messages/$id" params={{ id: send.data.id }} size="sm">
                {t('send.story')}
              </AnchorLink>
            </span>
          )}
          {send.isError && <span className={classes.problem}>{words(send.error)}</span>}
        </span>
      </div>
    </form>
  );
}
