import { CreditCard } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../i18n/use-locale.ts';
import { formatMoney } from '../../words/money.ts';
import type { ShownPayment } from '../api/types.ts';
import classes from './cards.module.css';

/** What a person did about a bill. */
export function PaymentCard({ payment: { status, total, currency } }: { payment: ShownPayment }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <div className={classes.card}>
      <span className={classes.orderHead}>
        <CreditCard size={17} aria-hidden />
        <span className={classes.title}>{t('phone.payment')}</span>
        <span className={classes.status}>{t(`paymentStatus.${status}`)}</span>
      </span>
      {total !== undefined && (
        <span className={classes.total}>
          {t('phone.total')} <span>{formatMoney(total, currency, locale)}</span>
        </span>
      )}
    </div>
  );
}
