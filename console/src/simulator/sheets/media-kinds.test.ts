import { expect, it } from 'vitest';
import { exceededLimit, mediaKindOf, takesCaption } from './media-kinds.ts';

it('a file is sent as what it is, and as a document if that is nothing to look at or hear', () => {
  const kinds = ['image/png', 'video/mp4', 'audio/ogg', 'application/pdf', ''].map((type) => mediaKindOf({ type }));
  expect(kinds).toEqual(['image', 'video', 'audio', 'document', 'document']);
});

it('each kind has its own limit', () => {
  const size = 6 * 1024 * 1024;
  expect(exceededLimit({ size }, 'image')).toBe(5 * 1024 * 1024);
  expect(exceededLimit({ size }, 'document')).toBeNull();
});

it('sounds and stickers have no caption', () => {
  expect((['image', 'audio', 'voice', 'sticker'] as const).filter(takesCaption)).toEqual(['image']);
});
