import { ActionIcon, NumberInput, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import classes from './order-line.module.css';

/** One product of an order under way. */
export interface OrderLine {
  key: number;
  productId: string;
  /** Offered by the business: its id is given. */
  isOffered: boolean;
  quantity: number;
  price: number;
}

export interface OrderLineFieldsProps {
  line: OrderLine;
  onChange(change: Partial<OrderLine>): void;
  onRemove(): void;
}

/** The fields of one product; what the business offered keeps its id. */
export function OrderLineFields({ line, onChange, onRemove }: OrderLineFieldsProps) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.line} aria-label={line.productId || t('phone.newItem')}>
      <TextInput
        label={t('phone.product')}
        value={line.productId}
        readOnly={line.isOffered}
        onChange={(event) => onChange({ productId: event.currentTarget.value })}
      />
      <NumberInput
        label={t('phone.quantity')}
        min={0}
        allowDecimal={false}
        value={line.quantity}
        onChange={(value) => onChange({ quantity: Number(value) })}
      />
      <NumberInput
        label={t('phone.price')}
        min={0}
        hideControls
        value={line.price}
        onChange={(value) => onChange({ price: Number(value) })}
      />
      {!line.isOffered && (
        <ActionIcon variant="subtle" aria-label={t('phone.removeItem')} onClick={onRemove}>
          <X size={16} aria-hidden />
        </ActionIcon>
      )}
    </fieldset>
  );
}
