import { useLocale } from '../i18n/use-locale.ts';
import { formatAgo, formatMoment } from '../words/time.ts';
import { useNow } from './now.ts';

/** How long ago something was; the exact time on hover. `at` is ISO 8601. */
export function Ago({ at }: { at: string }) {
  const locale = useLocale();
  const now = useNow();
  return (
    <time dateTime={at} title={formatMoment(at, locale)}>
      {formatAgo(Date.parse(at), now, locale)}
    </time>
  );
}
