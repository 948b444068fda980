/**
 * Every webhook field, and whether it concerns one number's conversations: then its value names the number in `metadata`,
 * and an override of the callback URL counts.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview
 */
const FIELDS: Record<string, { ofConversation: boolean; hasMetadata: boolean }> = {
  ...fields(
    { ofConversation: true, hasMetadata: true },
    ['messages', 'calls', 'user_preferences', 'standby', 'smb_message_echoes', 'smb_app_state_sync', 'history'],
    ['automatic_events', 'group_lifecycle_update', 'group_participants_update', 'group_settings_update'],
    ['group_status_update'],
  ),
  ...fields({ ofConversation: true, hasMetadata: false }, ['messaging_handovers']),
  ...fields(
    { ofConversation: false, hasMetadata: false },
    ['account_alerts', 'account_review_update', 'account_settings_update', 'account_update'],
    ['business_capability_update', 'business_username_updates', 'flows', 'message_template_components_update'],
    ['message_template_quality_update', 'message_template_status_update', 'partner_solutions'],
    ['payment_configuration_update', 'phone_number_name_update', 'phone_number_quality_update', 'security'],
    ['template_category_update', 'template_correct_category_detection'],
    ['consumer_profile', 'message_echoes', 'tracking'],
  ),
};

export const WEBHOOK_FIELDS: readonly string[] = Object.keys(FIELDS).sort();

/** Fields of the business account go to the app's own callback URL, whatever is overridden. */
export function isOfConversation(field: string): boolean {
  return FIELDS[field]?.ofConversation ?? false;
}

export function hasMetadata(field: string): boolean {
  return FIELDS[field]?.hasMetadata ?? false;
}

function fields<T>(shape: T, ...names: string[][]): Record<string, T> {
  return Object.fromEntries(names.flat().map((name) => [name, shape]));
}
