import { useTranslation } from 'react-i18next';
import type { Conversation } from '../api/types.ts';
import { Chip } from '../components/chip.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { formatMoment } from '../words/time.ts';

/** Whether free-form messages may be sent now, and until when. */
export function WindowState({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { windowOpen, windowUntil } = conversation;
  if (!windowOpen || windowUntil === null) return <Chip tone="muted">{t('people.windowClosed')}</Chip>;
  return <Chip tone="good">{t('people.windowOpen', { time: formatMoment(windowUntil, locale) })}</Chip>;
}
