import type { TFunction } from 'i18next';
import type { Tone } from './status.ts';

const STATUSES = {
  approved: 'done',
  pending: 'waiting',
  in_appeal: 'waiting',
  rejected: 'bad',
  paused: 'warning',
  disabled: 'bad',
  flagged: 'warning',
  locked: 'bad',
  limit_exceeded: 'warning',
  pending_deletion: 'muted',
  deleted: 'muted',
  archived: 'muted',
} as const satisfies Record<string, Tone>;

const CATEGORIES = ['marketing', 'utility', 'authentication'] as const;

type KnownStatus = keyof typeof STATUSES;

/** The statuses that there are words for. */
export const TEMPLATE_STATUSES = Object.keys(STATUSES) as KnownStatus[];
export const TEMPLATE_CATEGORIES = CATEGORIES;

export function templateTone(status: string): Tone {
  return TEMPLATE_STATUSES.includes(status as KnownStatus) ? STATUSES[status as KnownStatus] : 'muted';
}

/** A status in words; one that this console does not know keeps the provider's word. */
export function templateStatus(status: string, t: TFunction): string {
  const known = TEMPLATE_STATUSES.find((one) => one === status);
  return known ? t(`templateStatus.${known}`) : status;
}

export function templateCategory(category: string, t: TFunction): string {
  const known = CATEGORIES.find((one) => one === category);
  return known ? t(`templateCategory.${known}`) : category;
}
