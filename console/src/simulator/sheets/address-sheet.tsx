import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MediaKind } from '../api/types.ts';
import { useChat } from '../chat/chat-context.ts';
import { takesCaption } from './media-kinds.ts';
import { Sheet } from './sheet.tsx';

const KINDS: readonly MediaKind[] = ['image', 'video', 'audio', 'voice', 'document', 'sticker'];

/** A file that lies somewhere on the web. */
export function AddressSheet({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const { can, write } = useChat();
  const [type, setType] = useState<MediaKind>('image');
  const [url, setUrl] = useState('');
  const [caption, setCaption] = useState('');
  const said = takesCaption(type) && caption.trim() !== '' ? { caption: caption.trim() } : {};
  return (
    <Sheet
      title={t('phone.attachment.address')}
      submit={t('phone.send')}
      isReady={URL.canParse(url)}
      onSubmit={() => write({ type, url, ...said })}
      onClose={onClose}
    >
      <TextInput
        type="url"
        label={t('phone.address')}
        placeholder="https://"
        data-autofocus
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <Select
        label={t('phone.sendAs')}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        data={KINDS.filter((kind) => can(kind)).map((kind) => ({ value: kind, label: t(`preview.${kind}`) }))}
        value={type}
        onChange={(kind) => kind && setType(kind)}
      />
      {takesCaption(type) && (
        <TextInput
          label={t('phone.caption')}
          value={caption}
          onChange={(event) => setCaption(event.currentTarget.value)}
        />
      )}
    </Sheet>
  );
}
