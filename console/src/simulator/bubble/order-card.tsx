import { ShoppingBag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../i18n/use-locale.ts';
import { formatMoney } from '../../words/money.ts';
import type { ShownOrder } from '../api/types.ts';
import classes from './cards.module.css';

/** What was ordered, what it costs, and how far the order is. */
export function OrderCard({ order: { items, total, currency, status, payment } }: { order: ShownOrder }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <div className={classes.card}>
      <span className={classes.orderHead}>
        <ShoppingBag size={17} aria-hidden />
        <span className={classes.title}>{t('phone.order')}</span>
        {status && <span className={classes.status}>{status}</span>}
        {payment && <span className={classes.status}>{t(`paymentStatus.${payment}`)}</span>}
      </span>
      <ul className={classes.items}>
        {items.map(({ name, quantity, price }) => (
          <li key={name} className={classes.item}>
            <span>
              {quantity} × {name}
            </span>
            {price !== undefined && <span>{formatMoney(price, currency, locale)}</span>}
          </li>
        ))}
      </ul>
      {total !== undefined && (
        <span className={classes.total}>
          {t('phone.total')} <span>{formatMoney(total, currency, locale)}</span>
        </span>
      )}
    </div>
  );
}
