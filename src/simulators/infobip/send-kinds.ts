import { CAROUSEL_KIND } from './carousel-kind.ts';
import { COMMERCE_KINDS } from './commerce-kinds.ts';
import { FREE_FORM_KINDS } from './free-form-kinds.ts';
import { INTERACTIVE_KINDS } from './interactive-kinds.ts';
import type { SendKind } from './send-kind.ts';

/** All that can be sent without a template, and only inside the customer service window. */
export const SEND_KINDS: readonly SendKind[] = [
  ...FREE_FORM_KINDS,
  ...INTERACTIVE_KINDS,
  CAROUSEL_KIND,
  ...COMMERCE_KINDS,
];
