import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MediaKind } from '../api/types.ts';
import { useChat } from '../chat/chat-context.ts';
import { FilePreview } from './file-preview.tsx';
import { exceededLimit, mediaKindOf, takesCaption } from './media-kinds.ts';
import { Sheet } from './sheet.tsx';

export interface FileSheetProps {
  files: readonly File[];
  as: MediaKind | undefined;
  onClose(): void;
}

/** Chosen files, to be looked at and captioned before they are sent; each is a message of its own. */
export function FileSheet({ files, as, onClose }: FileSheetProps) {
  const { t } = useTranslation();
  const { write, draft, setDraft } = useChat();
  const [caption, setCaption] = useState('');
  const chosen = files.map((file) => ({ file, type: as ?? mediaKindOf(file) }));
  const hasCaption = chosen.some(({ type }) => takesCaption(type));

  const send = () => {
    const captioned = chosen.findIndex(({ type }) => takesCaption(type));
    const quote = draft.mode === 'reply' ? { replyTo: draft.messageId } : {};
    chosen.forEach(({ file, type }, index) => {
      const said = index === captioned && caption.trim() !== '' ? { caption: caption.trim() } : {};
      write({ type, file, ...said, ...quote });
    });
    setDraft({ mode: 'new' });
  };
  return (
    <Sheet
      title={t('phone.sendFiles')}
      submit={t('phone.send')}
      isReady={chosen.every(({ file, type }) => exceededLimit(file, type) === null)}
      onSubmit={send}
      onClose={onClose}
    >
      {chosen.map(({ file, type }) => (
        <FilePreview key={`${file.name} ${file.size} ${file.lastModified}`} file={file} kind={type} />
      ))}
      {hasCaption && (
        <TextInput
          label={t('phone.caption')}
          data-autofocus
          value={caption}
          onChange={(event) => setCaption(event.currentTarget.value)}
        />
      )}
    </Sheet>
  );
}
