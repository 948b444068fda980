import { Smartphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../i18n/use-locale.ts';
import { formatClock } from '../../words/time.ts';
import type { ChatEntry } from '../api/types.ts';
import classes from './bubble.module.css';
import { Ticks } from './ticks.tsx';

/** When a message was written and how far it came; also what a person would not see, such as the template behind it. */
export function BubbleFoot({ entry }: { entry: ChatEntry }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { template } = entry.content;
  return (
    <div className={classes.foot}>
      {entry.author === 'app' && (
        <span className={classes.origin}>
          <Smartphone size={11} aria-hidden /> {t('phone.fromApp')}
        </span>
      )}
      {template && (
        <span className={classes.origin} title={entry.category}>
          {t('phone.template', { name: template.name, language: template.language })}
        </span>
      )}
      {entry.editedAt !== undefined && entry.revokedAt === undefined && <span>{t('phone.edited')}</span>}
      <time dateTime={new Date(entry.at).toISOString()}>{formatClock(entry.at, locale)}</time>
      <Ticks status={entry.status} />
    </div>
  );
}
