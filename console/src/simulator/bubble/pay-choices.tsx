import { CircleX, CreditCard, Hourglass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ChatEntry, PaymentStatus } from '../api/types.ts';
import { useChat } from '../chat/chat-context.ts';
import classes from './choices.module.css';

const OUTCOMES = { success: CreditCard, failed: CircleX, pending: Hourglass } as const satisfies Record<
  PaymentStatus,
  unknown
>;

/** Whether the person can pay for what this message bills: news of an order have no goods in them, and nothing is paid twice. */
export function isPayable({ content: { order } }: Pick<ChatEntry, 'content'>): boolean {
  return order !== undefined && order.items.length > 0 && order.payment !== 'success';
}

/** Pays for an order, or lets that go wrong. */
export function PayChoices({ entry }: { entry: ChatEntry }) {
  const { t } = useTranslation();
  const { write } = useChat();
  return (Object.keys(OUTCOMES) as PaymentStatus[]).map((status) => {
    const Icon = OUTCOMES[status];
    return (
      <button
        key={status}
        type="button"
        className={classes.choice}
        onClick={() => write({ type: 'payment', messageId: entry.id, status })}
      >
        <Icon size={15} aria-hidden />
        {t(`pay.${status}`)}
      </button>
    );
  });
}
