import { expect, test } from 'vitest';
import { parseJson } from './json.ts';
import { flattenNesting } from './nesting.ts';

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

test('what is nested deeper than anybody nests becomes text, and what stands beside it stays', () => {
  const text = `{"odd":${nested(50_000)},"beside":[{"id":"m1"}]}`;
  const json = parseJson(text) as { odd: unknown; beside: unknown };
  expect(json.beside).toEqual([{ id: 'm1' }]);
  expect(JSON.stringify(json.odd)).toBe('['.repeat(99) + JSON.stringify(nested(49_901)) + ']'.repeat(99));
});

test('a hundred levels stay as they are', () => {
  const text = `{"a":${nested(99)},"b":"${'x'.repeat(300)}"}`;
  expect(flattenNesting(text)).toBe(text);
});

test('brackets and quotes within texts are no nesting', () => {
  const text = JSON.stringify({ a: '['.repeat(300), b: `\\"{`.repeat(300), c: '\\' });
  expect(flattenNesting(text)).toBe(text);
  expect(parseJson(text)).toEqual(JSON.parse(text));
});

test('what is no JSON is left to the parser to say', () => {
  for (const text of ['"'.repeat(301), ']'.repeat(300), '['.repeat(300), `${nested(150)}]]`]) {
    expect(() => parseJson(text)).toThrow();
  }
});

test('long numbers keep their digits beside deep nesting and beside a member that comes twice', () => {
  expect(parseJson(`{"id":12345678901234567890,"x":1,"x":2,"odd":${nested(20_000)}}`)).toMatchObject({
    id: '12345678901234567890',
    x: 2,
  });
});
