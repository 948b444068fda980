import { Menu } from '@mantine/core';
import { Contact, FileText, Image, Link, MapPin, Music, Plus, ShoppingBag, Sticker } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MediaKind } from '../api/types.ts';
import { useChat } from '../chat/chat-context.ts';
import classes from './composer.module.css';

type FileChoice = 'gallery' | 'sound' | 'document' | 'sticker';

/** What each way to attach a file lets one choose; `as` where its looks do not say what it is sent as. */
const FILES: Record<FileChoice, { accept: string; feature: string; as?: MediaKind; icon: typeof Image }> = {
  gallery: { accept: 'image/jpeg,image/png,image/webp,video/*', feature: 'image', icon: Image },
  sound: { accept: 'audio/*', feature: 'audio', icon: Music },
  document: { accept: '', feature: 'document', as: 'document', icon: FileText },
  sticker: { accept: 'image/webp', feature: 'sticker', as: 'sticker', icon: Sticker },
};
const CHOICES = Object.keys(FILES) as FileChoice[]; // Object.keys forgets the names

const FORMS = [
  { kind: 'location', feature: 'location', icon: MapPin },
  { kind: 'contact', feature: 'contacts', icon: Contact },
  { kind: 'order', feature: 'order', icon: ShoppingBag },
  { kind: 'address', feature: 'image', icon: Link },
] as const;

/** What else than text the person can send. Shows only what the number's provider knows. */
export function AttachMenu() {
  const { t } = useTranslation();
  const { can, open } = useChat();
  const input = useRef<HTMLInputElement>(null);
  const [choice, setChoice] = useState<FileChoice>('gallery');
  const choose = (next: FileChoice) => {
    setChoice(next);
    if (!input.current) return;
    // The dialog opens at once: the browser allows it only while the press lasts.
    input.current.accept = FILES[next].accept;
    input.current.click();
  };
  const take = (files: readonly File[]) => {
    const { as } = FILES[choice];
    if (files.length > 0) open({ kind: 'files', files, ...(as && { as }) });
  };
  const size = { size: 17, 'aria-hidden': true } as const;
  return (
    <>
      <Menu position="top-end" transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <button type="button" className={classes.icon} aria-label={t('phone.attach')} title={t('phone.attach')}>
            <Plus size={21} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {CHOICES.filter((name) => can(FILES[name].feature)).map((name) => {
            const Icon = FILES[name].icon;
            return (
              <Menu.Item key={name} leftSection={<Icon {...size} />} onClick={() => choose(name)}>
                {t(`phone.attachment.${name}`)}
              </Menu.Item>
            );
          })}
          {FORMS.filter(({ feature }) => can(feature)).map(({ kind, icon: Icon }) => (
            <Menu.Item key={kind} leftSection={<Icon {...size} />} onClick={() => open({ kind })}>
              {t(`phone.attachment.${kind}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={t('phone.chooseFiles')}
        onChange={(event) => {
          take([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
