import type { Person } from '../kit/people.ts';

/**
 * The `system` member of a message that tells of a new phone number, or of a new user id alone.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
 */
export function renderRenumbering(before: Person, after: Person): object {
  const isMoved = before.phone !== after.phone;
  return {
    type: isMoved ? 'user_changed_number' : 'user_changed_user_id',
    body: isMoved
      ? `User ${after.name} changed from ${before.phone ?? before.userId} to ${after.phone}`
      : `User ${after.name} changed user id`,
    ...(after.phone && { wa_id: after.phone }),
    ...(after.userId && { user_id: after.userId }),
    ...(before.userId && { previous_user_id: before.userId }),
  };
}
