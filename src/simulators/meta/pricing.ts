import type { MetaMessage } from './message.ts';
import type { Pricing } from './statuses.ts';
import type { Template } from './templates/template.ts';

/** Free-form messages cost from this day on: 1 October 2026 (pricing page). */
const SERVICE_CHARGED_FROM = Date.UTC(2026, 9, 1);

/** What a status says about the price. The thousand free messages a month are not counted; a template nobody defined is a utility. */
export function priceOf(message: MetaMessage | undefined, template: Template | undefined, atMs: number): Pricing {
  if (message?.type === 'template') {
    const category = template?.category.toLowerCase() ?? 'utility';
    return { billable: true, pricing_model: 'PMP', type: 'regular', category };
  }
  const isFree = atMs < SERVICE_CHARGED_FROM;
  return {
    billable: !isFree,
    pricing_model: 'PMP',
    type: isFree ? 'free_customer_service' : 'regular',
    category: 'service',
  };
}
