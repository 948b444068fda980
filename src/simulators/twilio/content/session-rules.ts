import type { OrderedFailure } from '../../kit/answer-fault.ts';
import { messageOf } from '../codes.ts';
import { type ApprovalStatus, type Content, mainTypeOf } from './content.ts';
import type { ContentTypes } from './content-schemas.ts';

/** Types that WhatsApp takes as approved templates only. */
const APPROVED_ONLY: readonly (keyof ContentTypes)[] = [
  ...(['twilio/card', 'whatsapp/card', 'twilio/carousel', 'whatsapp/authentication'] as const),
];

const MOST_SESSION_BUTTONS = 3;

const STATUS_CODES: Partial<Record<ApprovalStatus, number>> = { rejected: 63040, paused: 63041, disabled: 63042 };

/** Why WhatsApp does not take a content, which the customer service window does not matter for if it is approved. */
export function contentFailure(content: Content, isWindowOpen: boolean): OrderedFailure | undefined {
  const { status } = content.approval;
  if (status === 'approved') return undefined;
  const spent = STATUS_CODES[status];
  if (!isWindowOpen) return failure(spent ?? 63016);
  const type = mainTypeOf(content);
  if (APPROVED_ONLY.includes(type)) return failure(spent ?? 63005);
  return buttonCount(content.types) > MOST_SESSION_BUTTONS ? failure(63013) : undefined;
}

/** Values that WhatsApp's policy does not allow in templates: line breaks, tabs, more than four blanks in a row. */
export function valuesFailure(values: Readonly<Record<string, string>>): OrderedFailure | undefined {
  return Object.values(values).some((value) => /[\n\t\r]| {5}/.test(value)) ? failure(63013) : undefined;
}

function failure(code: number): OrderedFailure {
  return { code, details: messageOf(code) };
}

function buttonCount(types: ContentTypes): number {
  return (types['twilio/quick-reply'] ?? types['twilio/call-to-action'])?.actions.length ?? 0;
}
