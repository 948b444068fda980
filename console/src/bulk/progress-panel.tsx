import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BulkSend } from '../api/types.ts';
import { Panel } from '../components/panel.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { formatMoment } from '../words/time.ts';
import classes from './bulk.module.css';

const COLOURS = {
  read: 'var(--accent)',
  delivered: 'var(--good)',
  sent: 'var(--bot)',
  queued: 'var(--wait)',
  failed: 'var(--bad)',
  skipped: 'var(--ink-soft)',
  pending: 'var(--track)',
} as const;

type Part = keyof typeof COLOURS;
const PARTS = Object.keys(COLOURS) as Part[];

/** How many people are where; everybody in one part only. */
function partsOf({ progress }: BulkSend): Record<Part, number> {
  const { read, delivered, sent, queued, failed, pending, skipped } = progress;
  const left = skipped.opted_out + skipped.duplicate + skipped.invalid;
  return { read, delivered, sent, queued, failed, skipped: left, pending };
}

function Pace({ bulkSend }: { bulkSend: BulkSend }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { perSecond, estimatedEndAt, state } = bulkSend;
  if (state !== 'running') return null;
  const rate = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(perSecond);
  return (
    <p className={classes.pace}>
      {t('bulk.rate', { rate })}
      {estimatedEndAt !== null && ` ${t('bulk.estimatedEnd', { time: formatMoment(estimatedEndAt, locale) })}`}
    </p>
  );
}

/** How far a bulk send is, as a bar and in numbers. */
export function ProgressPanel({ bulkSend }: { bulkSend: BulkSend }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const parts = partsOf(bulkSend);
  const { total, addressed, skipped } = bulkSend.progress;
  const number = (value: number) => new Intl.NumberFormat(locale).format(value);
  return (
    <Panel title={t('bulk.progress')}>
      <div className={classes.bar}>
        <Progress.Root size={14} aria-label={t('bulk.addressedOf', { addressed, total })}>
          {PARTS.map((part) => (
            <Progress.Section
              key={part}
              value={total === 0 ? 0 : (100 * parts[part]) / total}
              color={COLOURS[part]}
              aria-label={t(`bulkPart.${part}`)}
            />
          ))}
        </Progress.Root>
      </div>
      <dl className={classes.counts}>
        {PARTS.map((part) => (
          <div key={part} className={classes.count} data-part={part}>
            <dt>{t(`bulkPart.${part}`)}</dt>
            <dd>{number(parts[part])}</dd>
          </div>
        ))}
      </dl>
      {parts.skipped > 0 && <p className={classes.pace}>{t('bulk.skippedBecause', { ...skipped })}</p>}
      <Pace bulkSend={bulkSend} />
    </Panel>
  );
}
