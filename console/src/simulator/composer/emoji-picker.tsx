import { useComputedColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Picker, { type EmojiData } from 'emoji-picker-react';
import { useTranslation } from 'react-i18next';
import { readStyleNonce } from '../../nonce.ts';
import classes from './emoji-picker.module.css';

/** English is part of the picker. */
async function loadNames(language: string): Promise<EmojiData | null> {
  return language === 'de' ? (await import('emoji-picker-react/data/emojis-de')).default : null;
}

/** Every emoji, with names to search in the reader's language. A module of its own: it is loaded when first opened. */
export default function EmojiPicker({ onPick }: { onPick(emoji: string): void }) {
  const { t, i18n } = useTranslation();
  const colorScheme = useComputedColorScheme();
  const { data } = useQuery({
    queryKey: ['emoji-names', i18n.language],
    queryFn: () => loadNames(i18n.language),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (data === undefined) return null;
  return (
    <Picker
      className={classes.picker ?? ''}
      nonce={readStyleNonce()}
      colorScheme={colorScheme}
      {...(data && { emojiData: data })}
      labels={{
        searchPlaceholder: t('phone.searchEmoji'),
        searchLabel: t('phone.searchEmoji'),
        searchClear: t('phone.clear'),
        searchResultsNone: t('phone.noEmoji'),
        searchResultsOne: t('phone.oneEmoji'),
        searchResultsMany: t('phone.manyEmoji'),
        categoryNavigation: t('phone.emojiGroups'),
        skinToneNeutral: t('phone.skinTone.neutral'),
        skinToneLight: t('phone.skinTone.light'),
        skinToneMediumLight: t('phone.skinTone.mediumLight'),
        skinToneMedium: t('phone.skinTone.medium'),
        skinToneMediumDark: t('phone.skinTone.mediumDark'),
        skinToneDark: t('phone.skinTone.dark'),
      }}
      width="100%"
      height={300}
      previewConfig={{ showPreview: false }}
      onEmojiClick={({ emoji }) => onPick(emoji)}
    />
  );
}
