import { useTranslation } from 'react-i18next';
import { Chip } from '../components/chip.tsx';
import { useNow } from '../components/now.ts';
import { useLocale } from '../i18n/use-locale.ts';
import { formatMoment } from '../words/time.ts';

/** Whether free-form messages may be sent now. `until`: end of the customer service window, ISO 8601; null: it never was open. */
export function WindowState({ until }: { until: string | null }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  if (until === null || Date.parse(until) <= now) return <Chip tone="muted">{t('people.windowClosed')}</Chip>;
  return <Chip tone="good">{t('people.windowOpen', { time: formatMoment(until, locale) })}</Chip>;
}
