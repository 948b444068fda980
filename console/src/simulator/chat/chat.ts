import type { ChatEntry, ChatState, EntryStatus } from '../api/types.ts';

const MINUTE_MS = 60_000;
/** How long WhatsApp lets a message be edited, and deleted for everyone. */
const EDITABLE_MS = 15 * MINUTE_MS;
const REVOCABLE_MS = 2 * 24 * 60 * MINUTE_MS;

/** The chat with one more message. One that it has stays as it is: events may have told more of it since. */
export function withEntry(entries: readonly ChatEntry[], entry: ChatEntry): readonly ChatEntry[] {
  const isKnown = entries.some(({ id }) => id === entry.id);
  return isKnown ? entries : [...entries, entry];
}

/** The chat with a message as an event tells it: a new one, or one that was edited, deleted or reacted to. */
export function withChange(entries: readonly ChatEntry[], changed: ChatEntry): readonly ChatEntry[] {
  const isKnown = entries.some(({ id }) => id === changed.id);
  return isKnown ? entries.map((entry) => (entry.id === changed.id ? changed : entry)) : [...entries, changed];
}

/** The chat with the status of one message changed. */
export function withStatus(entries: readonly ChatEntry[], id: string, status: EntryStatus): ChatEntry[] {
  return entries.map((entry) => (entry.id === id ? { ...entry, status } : entry));
}

/** True if the person has something to read: on the phone, and not yet seen. */
export function hasUnread(entries: readonly ChatEntry[]): boolean {
  return entries.some(({ direction, status }) => direction === 'from_business' && status === 'delivered');
}

/** True for the first of several messages of the same side. */
export function isGroupStart(entries: readonly ChatEntry[], index: number): boolean {
  return entries[index - 1]?.direction !== entries[index]?.direction || isDayStart(entries, index);
}

/** True for the first message of a day. */
export function isDayStart(entries: readonly ChatEntry[], index: number): boolean {
  const day = (entry: ChatEntry | undefined) => entry && new Date(entry.at).toDateString();
  return day(entries[index - 1]) !== day(entries[index]);
}

/** True if the person has already pressed this reply button: WhatsApp takes each once. */
export function isPressed(entries: readonly ChatEntry[], messageId: string, title: string): boolean {
  return entries.some(
    (entry) => entry.direction === 'from_person' && entry.replyTo === messageId && entry.content.text === title,
  );
}

/** True if the person can still change the words of their message. `now`: epoch ms. */
export function canEdit(entry: ChatEntry, now: number): boolean {
  const hasWords = entry.kind === 'text' || (entry.content.mediaUrl !== undefined && entry.content.text !== undefined);
  return isOwn(entry) && hasWords && now - entry.at < EDITABLE_MS;
}

/** True if the person can still delete their message for everyone. `now`: epoch ms. */
export function canRevoke(entry: ChatEntry, now: number): boolean {
  return isOwn(entry) && now - entry.at < REVOCABLE_MS;
}

function isOwn({ direction, revokedAt, status }: ChatEntry): boolean {
  return direction === 'from_person' && revokedAt === undefined && status !== 'failed';
}

/** The person's reaction to a message; empty if there is none. */
export function reactionOf({ reactions = [] }: ChatEntry): string {
  return reactions.find(({ by }) => by === 'person')?.emoji ?? '';
}

/** How long the customer service window stays open, in ms; 0: closed; null: the person has not written yet. */
export function windowLeft({ windowUntil }: ChatState, now: number): number | null {
  return windowUntil === null ? null : Math.max(0, windowUntil - now);
}
