import { Center, Loader } from '@mantine/core';
import { Keyboard, Smile } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './composer.module.css';

const EmojiPicker = lazy(() => import('./emoji-picker.tsx'));

/** Every emoji, loaded when first asked for. */
export function EmojiPanel({ onPick }: { onPick(emoji: string): void }) {
  return (
    <Suspense
      fallback={
        <Center h={300}>
          <Loader size="sm" />
        </Center>
      }
    >
      <EmojiPicker onPick={onPick} />
    </Suspense>
  );
}

/** Opens and closes the emoji under the messages. */
export function EmojiButton({ isOpen, onToggle }: { isOpen: boolean; onToggle(): void }) {
  const { t } = useTranslation();
  const Icon = isOpen ? Keyboard : Smile;
  return (
    <button
      type="button"
      className={classes.icon}
      aria-expanded={isOpen}
      aria-label={t('phone.emoji')}
      title={t('phone.emoji')}
      onClick={onToggle}
    >
      <Icon size={20} aria-hidden />
    </button>
  );
}
