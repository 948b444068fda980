import { expect, it } from 'vitest';
import { z } from 'zod';
import { wordsOf } from './issue-words.ts';

function said(schema: z.ZodType, input: unknown): string[] {
  return schema.safeParse(input).error?.issues.map(wordsOf) ?? [];
}

it.each<[z.ZodType, unknown, string]>([
  [z.strictObject({}), { colour: 'red' }, 'Unknown member: colour.'],
  [z.object({ name: z.string() }), {}, 'Is required.'],
  [z.object({ name: z.string() }), { name: 7 }, 'Must be a text.'],
  [z.array(z.string()), 'one', 'Must be a list.'],
  [z.string().min(1), '', 'Must not be empty.'],
  [z.string().min(5), 'four', 'Must have at least 5 characters.'],
  [z.array(z.string()).max(1), ['a', 'b'], 'Must have at most 1 items.'],
  [z.number().min(1), 0, 'Must be at least 1.'],
  [z.number().max(100), 101, 'Must be at most 100.'],
  [z.enum(['a', 'b']), 'c', 'Must be one of a, b.'],
  [z.literal('a'), 'c', 'Must be a.'],
  [z.url(), 'no', 'Must be a URL.'],
])('says plainly what is wrong: %#', (schema, input, sentence) => {
  expect(said(schema, input)).toEqual([sentence]);
});

it('keeps the sentence that a schema gives itself', () => {
  expect(said(z.string({ error: 'Expected a phone number.' }), 7)).toEqual(['Expected a phone number.']);
  expect(said(z.string().min(5, 'Name it.'), 'a')).toEqual(['Name it.']);
});
