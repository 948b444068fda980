import type { Chat, ChatEntry, Reaction } from './chats.ts';
import type { PersonChange } from './numbers.ts';
import type { PersonChangeMessage } from './person-message.ts';
import { notPossible } from './problem.ts';
import { requireEntry } from './resolve-act.ts';
import type { World } from './world.ts';

/** WhatsApp's own limits for the author of a message. */
const EDITABLE_MS = 15 * 60_000;
const REVOCABLE_MS = 2 * 86_400_000;

/** Reacts to, edits or takes back a message of the chat. Throws a problem where WhatsApp would not offer it. */
export function applyChange(world: World, chat: Chat, message: PersonChangeMessage): PersonChange {
  const of = requireEntry(chat, message.messageId);
  if (of.revokedAt !== undefined) throw notPossible('That message was taken back.');
  const now = world.clock.now();
  switch (message.type) {
    case 'reaction':
      chat.personWroteAt = now;
      world.changeEntry(chat, of, { reactions: withReaction(of, 'person', message.emoji) });
      return { kind: 'reaction', emoji: message.emoji, of };
    case 'edit':
      requireOwn(of, now - EDITABLE_MS);
      if (of.content.text === undefined || of.kind === 'button' || of.kind === 'list') {
        throw notPossible('That message has no text to change.');
      }
      world.changeEntry(chat, of, { content: { ...of.content, text: message.text }, editedAt: now });
      return { kind: 'edit', text: message.text, of };
    case 'revoke':
      requireOwn(of, now - REVOCABLE_MS);
      world.changeEntry(chat, of, { content: {}, revokedAt: now, reactions: [] });
      return { kind: 'revoke', of };
  }
}

/** The reactions after one side has set its own, or removed it with an empty `emoji`. */
export function withReaction(entry: ChatEntry, by: Reaction['by'], emoji: string): Reaction[] {
  const others = (entry.reactions ?? []).filter((reaction) => reaction.by !== by);
  return emoji === '' ? others : [...others, { by, emoji }];
}

function requireOwn(entry: ChatEntry, notBefore: number): void {
  if (entry.direction !== 'from_person') throw notPossible('That message is not the person’s own.');
  if (entry.at < notBefore) throw notPossible('That message is too old for this.');
}
