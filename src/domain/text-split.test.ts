import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countCodePoints, countUtf16, splitText } from './text-split.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const graphemesOf = (text: string) => [...segmenter.segment(text)].map(({ segment }) => segment);
const withoutSpace = (text: string) => graphemesOf(text).filter((one) => one.trim() !== '');

describe('splitText', () => {
  it.each([
    ['short text stays', 'Hi there', 8, ['Hi there']],
    ['at a paragraph', 'One one.\n\nTwo two. Two', 16, ['One one.', 'Two two. Two']],
    ['at a line', 'One one.\nTwo two. Two', 16, ['One one.', 'Two two. Two']],
    ['at a sentence', 'One one. Two two two', 16, ['One one.', 'Two two two']],
    ['at a word', 'one two three four', 10, ['one two', 'three four']],
    ['at a space right behind the limit', 'one two  three', 7, ['one two', 'three']],
    ['at an ideographic stop', '你好世界。你好世界你', 8, ['你好世界。', '你好世界你']],
    ['within a word that is too long', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['counting an emoji as one code point', '😀😀😀😀😀', 2, ['😀😀', '😀😀', '😀']],
    ['without cutting a family', 'ab👨‍👩‍👧ab', 6, ['ab', '👨‍👩‍👧a', 'b']],
    ['without cutting a combined letter', 'abe\u0301', 3, ['ab', 'e\u0301']],
    ['rather than leave a tiny first part', 'A\n\nbbbbb bbbbb', 10, ['A\n\nbbbbb', 'bbbbb']],
    ['rather than cut a long word', 'a bbbbbbbbb', 9, ['a', 'bbbbbbbbb']],
    ['dropping leading space at a cut', '      ab', 3, ['ab']],
    ['dropping trailing space at a cut', 'ab      ', 3, ['ab']],
  ])('%s', (_, text, limit, parts) => {
    expect(splitText(text, limit)).toEqual(parts);
  });

  it.each([
    ['😀😀😀', 4, ['😀😀', '😀']],
    ['😀 😀', 4, ['😀', '😀']],
    ['ab👨‍👩‍👧ab', 4, ['ab', '👨‍', '👩‍', '👧ab']],
    ['😀😀', 1, ['😀', '😀']],
  ])('counts UTF-16 units where told, and never cuts a pair: %s', (text, limit, parts) => {
    expect(splitText(text, limit, countUtf16)).toEqual(parts);
  });

  const texts = fc.array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom(' ', '\n', '\n\n', '. ', '。', '👨‍👩‍👧', '🇩🇪🇫🇷', 'e\u0301', ' \u0301', '\r\n'),
    ),
    { maxLength: 30 },
  );

  it('keeps parts within the limit, loses white space only and cuts no grapheme', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 12, max: 60 }), (pieces, limit) => {
        const text = pieces.join('');
        fc.pre(graphemesOf(text).every((one) => countCodePoints(one) <= limit));
        const parts = splitText(text, limit);
        for (const part of parts) expect(countCodePoints(part)).toBeLessThanOrEqual(limit);
        expect(parts.flatMap(withoutSpace)).toEqual(withoutSpace(text));
      }),
      { numRuns: 500 },
    );
  });

  it('cuts inside a grapheme only if that alone is longer than the limit', () => {
    const zalgo = `a${'\u0301'.repeat(9)}`;
    expect(splitText(zalgo, 4).map(countCodePoints)).toEqual([4, 4, 2]);
  });
});
