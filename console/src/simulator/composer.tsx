import { Textarea } from '@mantine/core';
import { ImagePlus, SendHorizontal } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonMessage } from './api.ts';
import classes from './composer.module.css';

export interface ComposerProps {
  /** Rejects if the message did not leave; the text then comes back. */
  onWrite(message: PersonMessage): Promise<unknown>;
  /** The person wants to send a picture. */
  onAttach(): void;
}

/** The place to write: Enter sends, Shift and Enter begins a new line. */
export function Composer({ onWrite, onAttach }: ComposerProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');

  const send = async () => {
    const said = text.trim();
    if (said === '') return;
    setText('');
    // The chat tells what went wrong.
    await onWrite({ type: 'text', text: said }).catch(() => setText((since) => since || said));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  const sendOnEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  return (
    <form className={classes.composer} onSubmit={submit}>
      <div className={classes.field}>
        <Textarea
          classNames={{ root: classes.input ?? '' }}
          autosize
          minRows={1}
          maxRows={5}
          aria-label={t('phone.message')}
          placeholder={t('phone.message')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={sendOnEnter}
        />
        <button type="button" className={classes.icon} aria-label={t('phone.attach')} onClick={onAttach}>
          <ImagePlus size={20} aria-hidden />
        </button>
      </div>
      <button
        type="submit"
        className={`${classes.icon} ${classes.send}`}
        disabled={text.trim() === ''}
        aria-label={t('phone.send')}
      >
        <SendHorizontal size={19} aria-hidden />
      </button>
    </form>
  );
}
