/**
 * Slots of out-lanes. What only a bulk send waits with has a slot of its own beside the sender's: both share the sender's limit, and
 * claims take live messages first.
 */
const BULK = '/bulk';

/** The slot of lanes that only a bulk send made. */
export function bulkSlotOf(senderId: string): string {
  return senderId + BULK;
}

export function isBulkSlot(slot: string): boolean {
  return slot.endsWith(BULK);
}

/** Whose limit the slot draws on: the sender; for slots of other kinds of lane themselves. */
export function limitOwnerOf(slot: string): string {
  return isBulkSlot(slot) ? slot.slice(0, -BULK.length) : slot;
}
