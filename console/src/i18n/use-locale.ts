import { useTranslation } from 'react-i18next';
import { localeOf } from './i18n.ts';

/** The locale in which dates, times and numbers are written now. */
export function useLocale(): string {
  const { i18n } = useTranslation();
  return localeOf(i18n.language, navigator.languages);
}
