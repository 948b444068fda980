import { expect, it } from 'vitest';
import { parseRichText } from './rich-text.ts';

const marked = (text: string) => parseRichText(text).map(({ style, text: part }) => `${style}:${part}`);

it('a text without marks is one plain piece', () => expect(marked('Hello there')).toEqual(['plain:Hello there']));

it('marks become styles, in the order of the text', () => {
  expect(marked('*bold*, _thin_ and ~gone~ ```x = 1```')).toEqual([
    'bold:bold',
    'plain:, ',
    'italic:thin',
    'plain: and ',
    'struck:gone',
    'plain: ',
    'code:x = 1',
  ]);
});

it('addresses become links and keep their underscores', () => {
  expect(marked('see https://example.com/a_b_c now')).toEqual([
    'plain:see ',
    'link:https://example.com/a_b_c',
    'plain: now',
  ]);
});

it('marks inside words and lone marks stay as they are', () => {
  for (const text of ['2*3*4', 'snake_case_name', 'a * b', '*open']) expect(marked(text)).toEqual([`plain:${text}`]);
});
