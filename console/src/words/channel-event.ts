import type { TFunction } from 'i18next';

const KNOWN = [
  ...(['account_alerts', 'account_review_update', 'account_settings_update', 'account_update'] as const),
  ...(['business_capability_update', 'business_username_updates', 'errors', 'flows'] as const),
  ...(['message_template_components_update', 'message_template_quality_update'] as const),
  ...(['message_template_status_update', 'phone_number_name_update', 'phone_number_quality_update'] as const),
  ...(['security', 'template_category_update', 'user_preferences'] as const),
];

/** What happened, in words; a kind that this console does not know keeps the provider's name. */
export function eventName(kind: string, t: TFunction): string {
  const known = KNOWN.find((one) => one === kind);
  return known ? t(`channelEvent.${known}`) : t('channelEvent.other', { kind });
}

/** More than that belongs to the raw event. */
const MOST = 5;

function leaves(value: unknown, name: string): string[] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return [`${name}: ${value}`];
  if (Array.isArray(value)) return value.flatMap((item) => leaves(item, name));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([member, inner]) => leaves(inner, member.replaceAll('_', ' ')));
}

/** The first few things that an event says, in the provider's own words. */
export function describeEvent(detail: Readonly<Record<string, unknown>>): string {
  return leaves(detail, '').slice(0, MOST).join(' · ');
}
