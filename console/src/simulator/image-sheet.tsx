import { Divider, FileInput, TextInput } from '@mantine/core';
import { ImageUp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonMessage } from './api.ts';
import { readAsDataUrl } from './read-file.ts';
import { Sheet } from './sheet.tsx';

/** Larger pictures are refused before they are read, in bytes. */
const LARGEST_IMAGE = 2 * 1024 * 1024;

export interface ImageSheetProps {
  onSend(message: PersonMessage): void;
  onClose(): void;
}

/** Where a picture is chosen: an address, or a file of this computer. */
export function ImageSheet({ onSend, onClose }: ImageSheetProps) {
  const { t } = useTranslation();
  const [url, setUrl] = useState('');
  const [caption, setCaption] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const isTooLarge = file !== null && file.size > LARGEST_IMAGE;

  const send = async () => {
    const said = caption.trim() === '' ? {} : { caption: caption.trim() };
    onSend(file ? { type: 'image', dataUrl: await readAsDataUrl(file), ...said } : { type: 'image', url, ...said });
  };
  return (
    <Sheet
      title={t('phone.attach')}
      submit={t('phone.sendImage')}
      isReady={file ? !isTooLarge : URL.canParse(url)}
      onSubmit={() => void send()}
      onClose={onClose}
    >
      <FileInput
        label={t('phone.imageFile')}
        leftSection={<ImageUp size={17} aria-hidden />}
        accept="image/jpeg,image/png,image/webp"
        clearable
        value={file}
        onChange={setFile}
        error={isTooLarge && t('phone.tooLarge')}
      />
      <Divider label={t('phone.imageOr')} />
      <TextInput
        type="url"
        label={t('phone.imageUrl')}
        placeholder="https://"
        value={url}
        disabled={file !== null}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <TextInput
        label={t('phone.caption')}
        value={caption}
        onChange={(event) => setCaption(event.currentTarget.value)}
      />
    </Sheet>
  );
}
