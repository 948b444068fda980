import type { Chat, ChatEntry } from '../kit/chats.ts';
import type { PaymentStatus } from '../kit/display-content.ts';
import type { World } from '../kit/world.ts';
import type { Obstacle } from './codes.ts';

export interface Amount {
  readonly value: number;
  readonly offset: number;
}

/** An order that was sent to be paid. */
export interface SentOrder {
  readonly referenceId: string;
  readonly total: Amount;
  readonly currency: string;
}

export type OrderState = 'pending' | 'processing' | 'partially-shipped' | 'shipped' | 'completed' | 'canceled';

/** News of an order that was sent before. */
export interface OrderNews {
  readonly referenceId: string;
  readonly status: OrderState;
}

interface KnownOrder extends SentOrder {
  readonly chat: Chat;
  readonly entry: ChatEntry;
  status: OrderState;
}

/** Orders that people have in their chats, and how far they are. */
export interface Orders {
  add(order: SentOrder, chat: Chat, entry: ChatEntry): void;
  ofEntry(entryId: string): SentOrder | undefined;
  /** Moves an order on, in the chat too. Returns why that cannot be. */
  move(news: OrderNews, chat: Chat): Obstacle | undefined;
}

const FINAL: readonly OrderState[] = ['completed', 'canceled'];
const BARS_CANCELING: readonly (PaymentStatus | undefined)[] = ['success', 'pending'];

export function createOrders(world: World): Orders {
  const orders = new Map<string, KnownOrder>();

  return {
    add: (order, chat, entry) => void orders.set(entry.id, { ...order, chat, entry, status: 'pending' }),
    ofEntry: (entryId) => orders.get(entryId),
    move({ referenceId, status }, chat) {
      const order = [...orders.values()].findLast((known) => known.chat === chat && known.referenceId === referenceId);
      const shown = order?.entry.content.order;
      if (!order || !shown || FINAL.includes(order.status)) return 'order_transition';
      if (status === 'canceled' && BARS_CANCELING.includes(shown.payment)) return 'order_cancel';
      order.status = status;
      world.changeEntry(chat, order.entry, { content: { ...order.entry.content, order: { ...shown, status } } });
      return undefined;
    },
  };
}
