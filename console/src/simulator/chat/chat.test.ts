import { describe, expect, it } from 'vitest';
import type { ChatEntry } from '../api/types.ts';
import {
  canEdit,
  canRevoke,
  hasUnread,
  isDayStart,
  isGroupStart,
  isPressed,
  reactionOf,
  windowLeft,
  withChange,
  withEntry,
  withStatus,
} from './chat.ts';

function entry(id: string, more: Partial<ChatEntry> = {}): ChatEntry {
  return {
    id,
    providerMessageId: id,
    direction: 'from_business',
    at: 0,
    kind: 'text',
    content: { text: id },
    status: 'sent',
    ...more,
  };
}

describe('a chat', () => {
  it('takes a new message at its end', () => {
    expect(withEntry([entry('a')], entry('b')).map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('shows a message once, and forgets no status that was told before the answer to its request came', () => {
    const chat = withEntry([entry('a', { status: 'read' }), entry('b')], entry('a', { status: 'sent' }));
    expect(chat.map(({ id, status }) => [id, status])).toEqual([
      ['a', 'read'],
      ['b', 'sent'],
    ]);
  });

  it('changes the status of one message only', () => {
    expect(withStatus([entry('a'), entry('b')], 'b', 'failed').map(({ status }) => status)).toEqual(['sent', 'failed']);
  });

  it('has something to read once a message of the business is on the phone', () => {
    expect(hasUnread([entry('a', { status: 'sent' })])).toBe(false);
    expect(hasUnread([entry('a', { status: 'delivered' })])).toBe(true);
    expect(hasUnread([entry('a', { status: 'delivered', direction: 'from_person' })])).toBe(false);
  });

  it('groups the messages of one side', () => {
    const chat = [entry('a'), entry('b'), entry('c', { direction: 'from_person' })];
    expect(chat.map((_, index) => isGroupStart(chat, index))).toEqual([true, false, true]);
  });
});

describe('a reply button', () => {
  const answer = entry('c', { direction: 'from_person', replyTo: 'a', content: { text: 'Yes' } });

  it('counts as pressed after the answer to its own message', () => {
    expect(isPressed([answer], 'a', 'Yes')).toBe(true);
  });

  it('is not pressed by another answer, or by the same words to another message', () => {
    expect(isPressed([answer], 'a', 'No')).toBe(false);
    expect(isPressed([answer], 'b', 'Yes')).toBe(false);
  });
});

describe('a changed message', () => {
  it('takes the place of what was there, and stays where it is', () => {
    const chat = withChange([entry('a'), entry('b')], entry('a', { content: { text: 'new' }, editedAt: 1 }));
    expect(chat.map(({ content }) => content.text)).toEqual(['new', 'b']);
  });

  it('comes at the end if the phone did not have it', () => {
    expect(withChange([entry('a')], entry('b')).map(({ id }) => id)).toEqual(['a', 'b']);
  });
});

describe('a message of the person', () => {
  const minute = 60_000;
  const mine = entry('a', { direction: 'from_person' });

  it('can be edited for 15 minutes and deleted for two days', () => {
    expect([14, 15].map((minutes) => canEdit(mine, minutes * minute))).toEqual([true, false]);
    expect([47, 48].map((hours) => canRevoke(mine, hours * 60 * minute))).toEqual([true, false]);
  });

  it('cannot be changed once it is deleted, and nobody changes what the business wrote', () => {
    const gone = { ...mine, revokedAt: 1 };
    expect([canEdit(gone, 2), canRevoke(gone, 2), canEdit(entry('b'), 1), canRevoke(entry('b'), 1)]).not.toContain(
      true,
    );
  });

  it('without words has nothing to edit', () => {
    const photo = { ...mine, kind: 'image', content: { mediaUrl: 'data:,' } };
    expect(canEdit(photo, 1)).toBe(false);
    expect(canEdit({ ...photo, content: { mediaUrl: 'data:,', text: 'caption' } }, 1)).toBe(true);
  });
});

it('the first message of a day begins a group', () => {
  const day = 24 * 60 * 60_000;
  const chat = [entry('a', { at: 0 }), entry('b', { at: 1 }), entry('c', { at: 2 * day })];
  expect(chat.map((_, index) => isDayStart(chat, index))).toEqual([true, false, true]);
  expect(isGroupStart(chat, 2)).toBe(true);
});

it("the person's reaction is told from the business's", () => {
  expect(reactionOf(entry('a', { reactions: [{ by: 'business', emoji: '🙏' }] }))).toBe('');
  expect(reactionOf(entry('a', { reactions: [{ by: 'person', emoji: '👍' }] }))).toBe('👍');
});

it('the window is open for a time, closed, or was never opened', () => {
  const left = (windowUntil: number | null) => windowLeft({ windowUntil, optedOut: false }, 100);
  expect([left(150), left(50), left(null)]).toEqual([50, 0, null]);
});
