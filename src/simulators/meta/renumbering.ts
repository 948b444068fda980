import type { VisiblePerson } from './webhook-parts.ts';

/**
 * The `system` member of a message that tells of a new phone number, or of a new user id alone. Both sides as the business may
 * see them. https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
 */
export function renderRenumbering(before: VisiblePerson, after: VisiblePerson, isMoved: boolean): object {
  const [from, to] = [before.phone ?? before.userId, after.phone ?? after.userId];
  return {
    type: isMoved ? 'user_changed_number' : 'user_changed_user_id',
    body: `User ${after.name} changed from ${from} to ${to}`,
    ...(after.phone && { wa_id: after.phone }),
    ...(after.userId && { user_id: after.userId }),
    ...(before.userId && { previous_user_id: before.userId }),
  };
}
