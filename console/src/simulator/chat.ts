import type { ChatEntry, EntryStatus } from './api.ts';

/** The chat with one more message. One that it has stays as it is: events may have told more of it since. */
export function withEntry(entries: readonly ChatEntry[], entry: ChatEntry): readonly ChatEntry[] {
  const isKnown = entries.some(({ id }) => id === entry.id);
  return isKnown ? entries : [...entries, entry];
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
  return entries[index - 1]?.direction !== entries[index]?.direction;
}

/** True if the person has already pressed this reply button: WhatsApp takes each once. */
export function isPressed(entries: readonly ChatEntry[], messageId: string, title: string): boolean {
  return entries.some(
    (entry) => entry.direction === 'from_person' && entry.replyTo === messageId && entry.content.text === title,
  );
}

/** One line that stands for a message where it is quoted; empty if it says nothing. */
export function quoteText({ content }: ChatEntry): string {
  return content.text ?? content.header ?? content.fileName ?? content.location?.name ?? '';
}
