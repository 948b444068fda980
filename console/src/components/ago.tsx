import { useTranslation } from 'react-i18next';
import { formatAgo, formatMoment } from '../words/time.ts';
import { useNow } from './now.ts';

/** How long ago something was; the exact time on hover. `at` is ISO 8601. */
export function Ago({ at }: { at: string }) {
  const { i18n } = useTranslation();
  const now = useNow();
  return (
    <time dateTime={at} title={formatMoment(at, i18n.language)}>
      {formatAgo(Date.parse(at), now, i18n.language)}
    </time>
  );
}
