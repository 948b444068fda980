import { describe, expect, it } from 'vitest';
import type { ChatEntry } from './api.ts';
import { hasUnread, isGroupStart, isPressed, quoteText, withEntry, withStatus } from './chat.ts';

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

it('a quote shows the text, else what stands for it', () => {
  expect(quoteText(entry('a'))).toBe('a');
  expect(quoteText(entry('a', { content: { fileName: 'menu.pdf' } }))).toBe('menu.pdf');
  expect(quoteText(entry('a', { content: { mediaUrl: 'https://example.com/a.png' } }))).toBe('');
});
