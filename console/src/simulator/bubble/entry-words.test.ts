import type { TFunction } from 'i18next';
import { expect, it } from 'vitest';
import type { ChatEntry } from '../api/types.ts';
import { entryWords } from './entry-words.ts';

/** Says the name of a text instead of the text. */
const t = ((key: string) => key) as unknown as TFunction; // as much of it as is called here

function words(more: Partial<ChatEntry>): string {
  const entry: ChatEntry = {
    id: 'a',
    providerMessageId: 'a',
    direction: 'from_business',
    at: 0,
    kind: 'image',
    content: {},
    status: 'sent',
  };
  return entryWords({ ...entry, ...more }, t);
}

it('a quote shows what was said, else what stands for it', () => {
  expect(words({ content: { text: 'Hello' } })).toBe('Hello');
  expect(words({ content: { fileName: 'menu.pdf' } })).toBe('menu.pdf');
  expect(words({ content: { contacts: [{ name: 'Ada', phones: [] }] } })).toBe('Ada');
  expect(words({ content: { mediaUrl: 'https://example.com/a.png' } })).toBe('preview.image');
  expect(words({ kind: 'audio', content: { voice: true } })).toBe('preview.voice');
});

it('a quote of a deleted message says no more than that', () => {
  expect(words({ content: { text: 'secret' }, revokedAt: 1 })).toBe('phone.deleted');
});
