import { Textarea } from '@mantine/core';
import { SendHorizontal } from 'lucide-react';
import { type ClipboardEvent, type FormEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Outgoing, useChat } from '../chat/chat-context.ts';
import { AttachMenu } from './attach-menu.tsx';
import classes from './composer.module.css';
import { DraftBar } from './draft-bar.tsx';
import { EmojiButton, EmojiPanel } from './emoji-panel.tsx';
import { useTypingNotice } from './use-typing-notice.ts';
import { useWriting, type Writing } from './use-writing.ts';
import { VoiceButton } from './voice-button.tsx';

/** The text itself: Enter sends, Shift and Enter begins a new line; pasted files are offered to be sent. */
function WritingField({ writing }: { writing: Writing }) {
  const { t } = useTranslation();
  const { open } = useChat();
  const noticeTyping = useTypingNotice();
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && writing.draft.mode !== 'new') writing.stop();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void writing.send();
  };
  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    open({ kind: 'files', files });
  };
  return (
    <Textarea
      ref={writing.field}
      classNames={{ root: classes.input ?? '' }}
      autosize
      minRows={1}
      maxRows={5}
      aria-label={t('phone.message')}
      placeholder={t('phone.message')}
      value={writing.text}
      onChange={(event) => {
        writing.setText(event.currentTarget.value);
        noticeTyping();
      }}
      onKeyDown={press}
      onPaste={paste}
    />
  );
}

export interface ComposerProps {
  /** Rejects if the message did not leave; the text then comes back. */
  onWrite(message: Outgoing): Promise<unknown>;
}

/** The place to write, with emoji, attachments and voice. */
export function Composer({ onWrite }: ComposerProps) {
  const { t } = useTranslation();
  const writing = useWriting(onWrite);
  const [isEmojiOpen, setEmojiOpen] = useState(false);
  const isEmpty = writing.text.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setEmojiOpen(false);
    void writing.send();
  };
  return (
    <form className={classes.composer} onSubmit={submit}>
      <DraftBar onStop={writing.stop} />
      {isEmojiOpen && <EmojiPanel onPick={(emoji) => writing.setText(writing.text + emoji)} />}
      <div className={classes.line}>
        <div className={classes.field}>
          <EmojiButton isOpen={isEmojiOpen} onToggle={() => setEmojiOpen(!isEmojiOpen)} />
          <WritingField writing={writing} />
          <AttachMenu />
        </div>
        {isEmpty && <VoiceButton />}
        <button
          type="submit"
          className={`${classes.icon} ${classes.send}`}
          disabled={isEmpty}
          aria-label={t('phone.send')}
        >
          <SendHorizontal size={19} aria-hidden />
        </button>
      </div>
    </form>
  );
}
