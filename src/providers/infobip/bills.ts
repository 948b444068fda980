import type { OutboundContent } from '../../domain/content.ts';
import type { Memo } from '../../domain/provider.ts';
import { asList, asObject, asText } from '../kit/json.ts';
import { keepMemo, readMemo } from '../kit/memo.ts';
import type { Rendered } from './wire.ts';

const DAYS_MS = 90 * 24 * 3_600_000;

/** An order status must repeat how its bill can be paid, which the vocabulary does not: so bills that went out are remembered. */
export interface Bills {
  /** Of the bill that an order status is about; undefined for everything else, and where it is not known. */
  paymentTypeFor(content: OutboundContent): Promise<string | undefined>;
  /** Of what was sent. */
  remember(content: OutboundContent, rendered: Rendered): Promise<void>;
}

export function createBills(memo: Memo, now: () => number): Bills {
  return {
    paymentTypeFor: async (content) => {
      const reference = content.type === 'order_status' ? referenceOf(content) : undefined;
      return reference === undefined ? undefined : readMemo(memo, keyOf(reference));
    },
    remember: async (content, { body }) => {
      const reference = content.type === 'order_details' ? referenceOf(content) : undefined;
      if (reference === undefined) return;
      const { type, payments } = asObject(asObject(asObject(body.content).action).payment);
      // A status names one way to pay, also where the bill had several.
      const paidBy = asText(asObject(asList(payments)[0]).type) ?? asText(type);
      if (paidBy !== undefined) await keepMemo(memo, keyOf(reference), paidBy, now() + DAYS_MS);
    },
  };
}

function keyOf(reference: string): string {
  return `bill:${reference}`;
}

function referenceOf(content: { [field: string]: unknown }): string | undefined {
  return asText(asObject(asObject(content.action).parameters).referenceId);
}
