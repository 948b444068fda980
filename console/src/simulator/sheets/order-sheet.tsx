import { Button, TextInput } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfferedProducts, OrderedItem } from '../api/types.ts';
import { useChat } from '../chat/chat-context.ts';
import { type OrderLine, OrderLineFields } from './order-line.tsx';
import { Sheet } from './sheet.tsx';

function firstLines(offered: OfferedProducts | undefined): OrderLine[] {
  const ids = offered?.sections.flatMap(({ productIds }) => productIds) ?? [];
  const lines = ids.map((productId, key) => ({
    key,
    productId,
    isOffered: true,
    quantity: key === 0 ? 1 : 0,
    price: 10,
  }));
  return lines.length > 0 ? lines : [{ key: 0, productId: '', isOffered: false, quantity: 1, price: 10 }];
}

export interface OrderSheetProps {
  /** What the business offered; absent: anything can be ordered. */
  offered: OfferedProducts | undefined;
  onClose(): void;
}

/** A basket of products, with a word to the business. */
export function OrderSheet({ offered, onClose }: OrderSheetProps) {
  const { t } = useTranslation();
  const { write } = useChat();
  const [lines, setLines] = useState(() => firstLines(offered));
  const [currency, setCurrency] = useState('EUR');
  const [text, setText] = useState('');
  const wanted = lines.filter(({ productId, quantity }) => productId.trim() !== '' && quantity > 0);
  const change = (key: number, how: Partial<OrderLine>) =>
    setLines(lines.map((line) => (line.key === key ? { ...line, ...how } : line)));
  const add = () =>
    setLines([
      ...lines,
      { key: (lines.at(-1)?.key ?? 0) + 1, productId: '', isOffered: false, quantity: 1, price: 10 },
    ]);
  const send = () => {
    const items = wanted.map(
      ({ productId, quantity, price }): OrderedItem => ({ productId, quantity, price, currency }),
    );
    const catalog = offered?.catalogId === undefined ? {} : { catalogId: offered.catalogId };
    write({ type: 'order', items, ...catalog, ...(text.trim() && { text: text.trim() }) });
  };
  return (
    <Sheet
      title={t('phone.order')}
      submit={t('phone.sendOrder')}
      isReady={wanted.length > 0 && /^[A-Z]{3}$/.test(currency)}
      onSubmit={send}
      onClose={onClose}
    >
      {lines.map((line) => (
        <OrderLineFields
          key={line.key}
          line={line}
          onChange={(how) => change(line.key, how)}
          onRemove={() => setLines(lines.filter(({ key }) => key !== line.key))}
        />
      ))}
      <Button variant="light" size="xs" leftSection={<Plus size={15} aria-hidden />} onClick={add}>
        {t('phone.addItem')}
      </Button>
      <TextInput
        label={t('phone.currency')}
        maxLength={3}
        value={currency}
        onChange={(event) => setCurrency(event.currentTarget.value.toUpperCase())}
      />
      <TextInput label={t('phone.message')} value={text} onChange={(event) => setText(event.currentTarget.value)} />
    </Sheet>
  );
}
